//! What may be done for a person: each its own small form, all sent to the person's page, told apart by `geste`.

use domain::{
    Role,
    members::{
        Antenne, Organiser,
        desk::{
            acting::{HOURS, MINUTES},
            people::{Person, State},
        },
    },
    text::dates,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    members::{antenne_name, role_name},
    parts::{Check, Choice, Choices, Errors, Field, Section, Select, Submit, Weight},
};

/// What one of the forms carries: its fields as they came, several of one name included.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct PersonForm(Vec<(String, String)>);

impl PersonForm {
    /// What was typed under that name; nothing is an empty text.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
    }

    /// Whether that box was ticked.
    pub(crate) fn ticked(&self, name: &str) -> bool {
        self.value(name) == "oui"
    }

    /// Whether it is that form which was sent.
    fn is(&self, deed: &str) -> bool {
        self.value("geste") == deed
    }
}

/// The box of a role.
pub(crate) fn role_box(role: Role) -> String {
    format!("role-{}", role.code())
}

/// The forms.
#[component]
pub(super) fn Forms(
    person: Person,
    organiser: Organiser,
    antennes: Vec<Antenne>,
    form: PersonForm,
    errors: Errors,
) -> impl IntoView {
    let (oneself, over) = (person.id == organiser.id(), organiser.is_over(person.roles));
    let others = !oneself && over;
    let (roles, place, keep, leave) = (person.clone(), person.clone(), person.clone(), person.clone());
    let (form_, errors_) = (form.clone(), errors.clone());
    view! {
        <Roles person=roles organiser form=form.clone() errors=errors.clone()/>
        <Whereabouts person=place antennes form=form.clone() errors=errors.clone()/>
        {others.then(move || view! {
            <KeepOut person=keep form=form_.clone() errors=errors_.clone()/>
            <LookAs person=person.clone()/>
            <Merge form=form_.clone() errors=errors_.clone()/>
            <Leave person=leave form=form_ errors=errors_/>
        })}
    }
}

#[component]
fn Roles(person: Person, organiser: Organiser, form: PersonForm, errors: Errors) -> impl IntoView {
    let sent = form.is("roles");
    let error = errors.of("roles");
    let refused = error.is_some();
    let boxes = Role::ALL.map(|role| {
        let checked = if sent { form.ticked(&role_box(role)) } else { person.roles.contains(role) };
        match organiser.may_give(role) {
            true => view! { <RoleBox role checked/> }.into_any(),
            // Kept as it is: whoever may not take it does not take it by leaving it out.
            false => person
                .roles
                .contains(role)
                .then(|| view! { <input type="hidden" name=role_box(role) value="oui"/> })
                .into_any(),
        }
    });
    view! {
        <Section title="Rôles">
            <form method="post" class="form">
                <input type="hidden" name="geste" value="roles"/>
                <fieldset class=if refused { "choices refused" } else { "choices" } id="roles" aria-describedby=refused.then_some("roles-erreur")>
                    <legend>"Ce que cette personne est ici"</legend>
                    {error.map(|words| view! { <p class="error" id="roles-erreur"><span class="visually-hidden">"Erreur\u{a0}: "</span>{words}</p> })}
                    {boxes.collect_view()}
                </fieldset>
                <div class="actions"><Submit label="Changer les rôles" weight=Weight::Quiet/></div>
            </form>
        </Section>
    }
}

#[component]
fn RoleBox(role: Role, checked: bool) -> impl IntoView {
    view! {
        <label class="choice">
            <input type="checkbox" name=role_box(role) value="oui" checked=checked/>
            <span>{role_name(role)}</span>
        </label>
    }
}

#[component]
fn Whereabouts(person: Person, antennes: Vec<Antenne>, form: PersonForm, errors: Errors) -> impl IntoView {
    let none = Choice::new("", "Aucune\u{a0}: une autre organisation");
    let each = antennes.iter().map(|antenne| {
        Choice::new(
            antenne.id.to_string(),
            format!("{} – {}", antenne.department, antenne_name(&antenne.name)),
        )
    });
    let choices: Vec<Choice> = std::iter::once(none).chain(each).collect();
    let (antenne, organisation) = match form.is("place") {
        true => (form.value("antenne").to_owned(), form.value("organisation").to_owned()),
        false => (
            person.antenne.map(|id| id.to_string()).unwrap_or_default(),
            person.organisation.unwrap_or_default(),
        ),
    };
    view! {
        <Section title="Antenne ou organisation">
            <form method="post" class="form" novalidate>
                <input type="hidden" name="geste" value="place"/>
                <Select name="antenne" label="Antenne" choices chosen=antenne error=errors.of("antenne")/>
                <Field
                    name="organisation"
                    label="Organisation"
                    value=organisation
                    optional=true
                    maxlength=80u32
                    hint="Quand ce n’est pas une antenne"
                    error=errors.of("organisation")
                />
                <div class="actions"><Submit label="Enregistrer ce changement" weight=Weight::Quiet/></div>
            </form>
        </Section>
    }
}

#[component]
fn KeepOut(person: Person, form: PersonForm, errors: Errors) -> impl IntoView {
    let suspended = person.state() == State::Suspended;
    let title = if suspended { "Accès suspendu" } else { "Suspendre l’accès" };
    let lift = suspended.then(|| {
        view! {
            <form method="post" class="form">
                <input type="hidden" name="geste" value="retour"/>
                <div class="actions"><Submit label="Rendre l’accès maintenant" weight=Weight::Quiet/></div>
            </form>
        }
    });
    view! {
        <Section title=title>
            {lift}
            <p>"Ses sessions se ferment aussitôt. Un courriel lui dit pourquoi, jusqu’à quand, et à qui écrire."</p>
            <form method="post" class="form" novalidate>
                <input type="hidden" name="geste" value="suspension"/>
                <Field
                    name="raison"
                    label="Raison"
                    value=form.value("raison")
                    maxlength=300u32
                    hint="Elle est dans le courriel, telle quelle\u{a0}: écrivez-la pour la personne"
                    error=errors.of("raison")
                />
                <Field
                    name="fin"
                    label="Jour du retour"
                    kind="date"
                    value=form.value("fin")
                    optional=true
                    hint="L’accès revient ce jour-là, sans rien faire. Sans date, jusqu’à ce que quelqu’un le rende."
                    error=errors.of("fin")
                />
                <div class="actions"><Submit label="Suspendre l’accès" weight=Weight::Danger/></div>
            </form>
        </Section>
    }
}

#[component]
fn LookAs(person: Person) -> impl IntoView {
    let name = person.name.clone();
    view! {
        <Section title="Aider en voyant ce que voit la personne">
            {match person.help_until {
                Some(until) => view! {
                    <p>{format!("{} l’autorise jusqu’au {}. Vous verrez ses pages pendant {MINUTES}\u{a0}minutes au plus, sans pouvoir rien y changer.", person.name, dates::full(until))}</p>
                    <form method="post" class="form">
                        <input type="hidden" name="geste" value="voir"/>
                        <div class="actions"><Submit label=format!("Voir le site comme {name}") weight=Weight::Quiet/></div>
                    </form>
                }.into_any(),
                None => view! {
                    <p>{format!("Il faut son accord. La personne le donne depuis «\u{a0}Mon compte\u{a0}», «\u{a0}Aide de l’équipe\u{a0}», pour {HOURS}\u{a0}heures, et peut le retirer.")}</p>
                }.into_any(),
            }}
        </Section>
    }
}

#[component]
fn Merge(form: PersonForm, errors: Errors) -> impl IntoView {
    let kept = if form.value("garder") == "autre" { "autre" } else { "ici" };
    let choices = vec![Choice::new("ici", "Celui de cette page"), Choice::new("autre", "L’autre")];
    view! {
        <Section title="Réunir deux comptes de la même personne">
            <p>"Sujets, réponses, sessions, parcours et journal passent au compte gardé, qui a les rôles des deux. L’adresse de l’autre y conduit. Cela ne se défait pas."</p>
            <form method="post" class="form" novalidate>
                <input type="hidden" name="geste" value="fusion"/>
                <Field name="autre" label="Adresse électronique de l’autre compte" kind="email" value=form.value("autre") maxlength=254u32 autocomplete="off" error=errors.of("autre")/>
                <Choices name="garder" legend="Compte à garder" choices chosen=kept/>
                <Check name="fusion-sure" label="C’est bien la même personne" checked=form.ticked("fusion-sure") error=errors.of("fusion-sure")/>
                <div class="actions"><Submit label="Réunir les comptes" weight=Weight::Danger/></div>
            </form>
        </Section>
    }
}

#[component]
fn Leave(person: Person, form: PersonForm, errors: Errors) -> impl IntoView {
    let choices = vec![
        Choice::new("own", format!("Son nom, {}", person.name)),
        Choice::new("former", "«\u{a0}Ancien membre\u{a0}»"),
    ];
    view! {
        <Section title="Fermer le compte">
            <p>"À la demande de la personne, ou quand elle quitte son poste. Ses données sont effacées aussitôt\u{202f}; ses messages restent, sous le nom qu’elle a choisi. Cela ne se défait pas."</p>
            <form method="post" class="form" novalidate>
                <input type="hidden" name="geste" value="depart"/>
                <Choices name="nom" legend="À côté de ses messages" choices chosen=form.value("nom") error=errors.of("nom")/>
                <Check name="depart-sur" label="Fermer ce compte définitivement" checked=form.ticked("depart-sur") error=errors.of("depart-sur")/>
                <div class="actions"><Submit label="Fermer le compte" weight=Weight::Danger/></div>
            </form>
        </Section>
    }
}
