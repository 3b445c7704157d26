//! Asking again before something that cannot be taken back easily. A form comes
//! back with this box when it was posted without it.

use domain::FieldError;
use leptos::prelude::*;

use crate::text;
use crate::ui::{Form, Icon};

/// The box to tick, where the form came back for it.
pub(super) fn confirm(form: &Form, sentence: String) -> Option<AnyView> {
    let error = form
        .error("sure")
        .filter(|error| *error == FieldError::Unconfirmed)?;
    Some(
        view! {
            <div class="banner warn">
                <Icon name="warn"/>
                " "
                <div class="field">
                    <label class="choice">
                        <input
                            type="checkbox"
                            name="sure"
                            value="yes"
                            aria-invalid="true"
                            aria-describedby="sure-error"
                            autofocus=true
                        />
                        " "
                        <span>{sentence}</span>
                    </label>
                    <p class="error" id="sure-error"><span>{text::field_error(error)}</span></p>
                </div>
            </div>
        }
        .into_any(),
    )
}
