//! Ideas and supporters for stories, posted and cast by the use cases
//! themselves.

use domain::accounts::Actor;
use domain::ideas::{IdeaForm, IdeaRef, Ideas, NewIdea};
use domain::votes::{Choice, Votes};

use super::House;
use crate::ideas::IdeasService;
use crate::votes::VotesService;

/// A form that passes, on the public board.
pub(crate) fn idea_form(title: &str) -> IdeaForm {
    IdeaForm {
        board: "ideas".into(),
        title: title.into(),
        body: "People lose the small parts and then throw the chair away.".into(),
        kind: "idea".into(),
        department: "service".into(),
        topics: "repair, spare parts".into(),
        from: String::new(),
    }
}

/// A form that passes, of an idea that grows from this one, on the same board.
pub(crate) fn fork_form(original: &IdeaRef, title: &str) -> IdeaForm {
    IdeaForm {
        from: original.number.to_string(),
        ..idea_form(title)
    }
}

/// The form as read.
pub(crate) fn new_idea(form: &IdeaForm) -> NewIdea {
    NewIdea::parse(form).expect("a form that passes")
}

impl House {
    /// Posts an idea on the public board.
    pub(crate) async fn idea(&self, author: &Actor) -> IdeaRef {
        self.idea_called(author, "Spare screws by post").await
    }

    /// Posts an idea with this title on the public board.
    pub(crate) async fn idea_called(&self, author: &Actor, title: &str) -> IdeaRef {
        self.post(author, &idea_form(title)).await
    }

    /// Posts an idea on the employees' board.
    pub(crate) async fn inside_idea(&self, author: &Actor, title: &str) -> IdeaRef {
        let form = IdeaForm {
            board: "workshop-floor".into(),
            ..idea_form(title)
        };
        self.post(author, &form).await
    }

    /// Posts an idea on the public board that grows from this one.
    pub(crate) async fn fork(&self, author: &Actor, of: &IdeaRef, title: &str) -> IdeaRef {
        self.post(author, &fork_form(of, title)).await
    }

    /// Posts what this form says.
    pub(crate) async fn post(&self, author: &Actor, form: &IdeaForm) -> IdeaRef {
        let ideas = IdeasService::new(self.ctx.clone());
        let posted = ideas.submit(author, new_idea(form)).await;
        posted.expect("the idea is posted")
    }

    /// This many new customers support the idea; who they are.
    pub(crate) async fn supporters(&self, idea: &IdeaRef, count: usize) -> Vec<Actor> {
        let mut supporters = Vec::with_capacity(count);
        for n in 0..count {
            let name = format!("Supporter {n} of {}", idea.number);
            let supporter = self.customer(&name).await;
            self.vote(&supporter, idea, Choice::Support).await;
            supporters.push(supporter);
        }
        supporters
    }

    /// Casts a vote; how many support the idea then.
    pub(crate) async fn vote(&self, voter: &Actor, idea: &IdeaRef, choice: Choice) -> i64 {
        let service = VotesService::new(self.ctx.clone());
        let cast = service.cast(voter, idea.number, choice).await;
        cast.expect("the vote is cast").support
    }
}
