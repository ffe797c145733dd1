//! `/ressources/documents/nouveau`: depositing a document or a link.

use domain::{
    days::{documents, page},
    files,
    forum::Submission,
    library::{
        certifier,
        resource::{ResourceKind, deposit, may_deposit},
        talk,
    },
    members::{Member, Visitor},
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    NEW, address, crumbs,
    fields::DetailsFields,
    form,
    form::Fields,
    media_name,
    sent::{FILE, KEPT},
    weight,
};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{
        Check, ErrorSummary, Errors, Field, Islands, Notice, Page, PageHead, Place, Submit, Tone, Weight,
    },
    sending::Sending,
    session,
};

/// What another page may fill in beforehand: a reply that becomes a resource, a day that it came out of.
const FILLED: [&str; 9] = [
    "titre",
    "resume",
    "auteur",
    "origine",
    "certifications",
    "certificateurs",
    "sujet",
    "reponse",
    "journee",
];

/// The form.
#[component]
pub(crate) fn NewResourcePage() -> impl IntoView {
    let query = use_query_map().get();
    let mut blank = Fields::default();
    for name in FILLED {
        if let Some(value) = query.get(name) {
            blank.set(name, value.chars().take(20_000).collect::<String>());
        }
    }
    Suspend::new(async move { or_lost(content(blank).await) })
}

/// A reply, or a topic, is the beginning of a document: its title, its text, who said it. What is shared in talk is a tool most
/// often: with that said too, the form may be sent as it is.
async fn fill_from_talk(blank: &mut Fields) -> Result<(), Lost> {
    let Ok(topic) = blank.get("sujet").parse() else { return Ok(()) };
    let reply = match blank.get("reponse") {
        "" => None,
        reply => Some(reply.parse().map_err(|_| Lost::NotThere)?),
    };
    let said = talk::said(&session::community(), &session::visitor(), topic, reply).await?;
    let said = said.ok_or(Lost::NotThere)?;
    let from = if reply.is_some() { "une réponse" } else { "un message" };
    for (name, value) in [
        ("titre", said.title),
        ("nature", ResourceKind::Tool.code().to_owned()),
        ("resume", said.body),
        ("auteur", format!("D’après {from} de {}", said.author)),
        ("nature", ResourceKind::Tool.code().to_owned()),
        ("lecteurs", said.readers.code().to_owned()),
    ] {
        if blank.get(name).is_empty() {
            blank.set(name, value);
        }
    }
    Ok(())
}

/// What comes out of a day is a support of it, about what the day was about.
async fn fill_from_day(blank: &mut Fields) -> Result<(), Lost> {
    let Ok(day) = blank.get("journee").parse() else {
        blank.0.retain(|(name, _)| name != "journee");
        return Ok(());
    };
    let (community, visitor) = (session::community(), session::visitor());
    let day = page::read(&community, &visitor, day).await?;
    if !documents::may_bring(&visitor, &day) {
        return Err(Lost::NotThere);
    }
    let certifications = day.certifications.iter().map(|number| format!("RNCP{number}")).collect::<Vec<_>>();
    let date = day.window.starts_at.map(|at| dates::today(at).to_string()).unwrap_or_default();
    for (name, value) in [
        ("titre", format!("Support\u{a0}: {}", day.title)),
        ("nature", ResourceKind::DayMaterial.code().to_owned()),
        ("certifications", certifications.join("\n")),
        ("date", date),
    ] {
        if blank.get(name).is_empty() {
            blank.set(name, value);
        }
    }
    blank.0.extend(day.stages.iter().map(|stage| ("etape".to_owned(), stage.to_string())));
    Ok(())
}

async fn content(mut blank: Fields) -> Result<AnyView, Lost> {
    let member = session::member().filter(may_deposit).ok_or(Lost::NotThere)?;
    let (fields, errors, unclear) = match use_context::<Again<Fields>>() {
        Some(again) => {
            let unclear = form::unclear(&session::community(), &again.fields).await?;
            (again.fields, again.errors, unclear)
        }
        None => {
            fill_from_talk(&mut blank).await?;
            fill_from_day(&mut blank).await?;
            // A certifier's contact deposits for their certifier, most often.
            if blank.get("certificateurs").is_empty() {
                let theirs = certifier::spoken_for(&session::community(), &member).await?;
                blank.set(
                    "certificateurs",
                    theirs.into_iter().map(|one| one.name).collect::<Vec<_>>().join("\n"),
                );
            }
            (blank, Errors::none(), Vec::new())
        }
    };
    let refused = !errors.is_empty();
    let kept = Kept::of(&member, &fields).await?;
    let hidden = ["sujet", "reponse", "journee"].map(|name| (name, fields.value(name)));
    let hidden = hidden.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| {
        view! { <input type="hidden" name=name value=value/> }
    });
    let from_talk = !fields.get("sujet").is_empty();
    let submission = Submission::presented(fields.get("envoi"));
    let from_day = !fields.get("journee").is_empty();
    let lead = match from_talk {
        _ if from_day => {
            "Diapositives, exercices, modèles\u{a0}: ce que vous déposez rejoint la page de la journée. L’équipe le relit avant qu’il ne paraisse."
        }
        true => {
            "Le texte de la discussion devient un document\u{202f}; vous pouvez aussi joindre un fichier."
        }
        false => {
            "Un fichier ou un lien utile à vos collègues. L’équipe ou le certificateur le relit avant qu’il ne paraisse."
        }
    };
    Ok(view! {
        <Page title="Déposer une ressource" place=Place::Library crumbs=crumbs() refused>
            <PageHead title="Déposer une ressource" lead/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=NEW enctype="multipart/form-data" class="form wide" novalidate>
                <input type="hidden" name="envoi" value=submission.as_str().to_owned()/>
                {hidden.collect_view()}
                <DetailsFields fields=fields.clone() errors=errors.clone() unclear/>
                <ContentFields fields errors kept/>
                <div class="actions">
                    <Submit label="Déposer"/>
                    <Submit label="Garder en brouillon" weight=Weight::Quiet name="brouillon" value="oui"/>
                </div>
            </form>
        </Page>
    }
    .into_any())
}

/// A file that was sent with a form that came back, and what is the same already.
#[derive(Clone)]
pub(super) struct Kept {
    upload: files::Upload,
    twins: Vec<deposit::Twin>,
}

impl Kept {
    /// The file that the form names, if it is still there.
    pub(super) async fn of(member: &Member, fields: &Fields) -> Result<Option<Self>, Lost> {
        let Ok(id) = fields.get(KEPT).parse() else { return Ok(None) };
        let community = session::community();
        let upload = match files::find(&community, member, id).await {
            Ok(upload) => upload,
            Err(domain::Failure::Refused(_)) => return Ok(None),
            Err(domain::Failure::Fault(fault)) => return Err(fault.into()),
        };
        let visitor = Visitor::from(member.clone());
        let twins = deposit::twins(&community, &visitor, &upload.hash).await?;
        Ok(Some(Self { upload, twins }))
    }
}

/// What the content is: a file, the one that came before, or an address.
#[component]
pub(super) fn ContentFields(fields: Fields, errors: Errors, kept: Option<Kept>) -> impl IntoView {
    let most = files::HEAVIEST / 1024 / 1024;
    let hint = match kept {
        Some(_) => "Un autre fichier prendrait la place de celui qui est reçu".to_owned(),
        None => format!("PDF, Word, Excel, PowerPoint, OpenDocument, image ou texte, {most}\u{a0}Mo au plus"),
    };
    let error = errors.of(FILE);
    let described = match error.is_some() {
        true => "fichier-aide fichier-erreur fichier-envoi",
        false => "fichier-aide fichier-envoi",
    };
    view! {
        <Islands/>
        {kept.map(|kept| view! { <Received kept agreed=!fields.get("malgre").is_empty()/> })}
        <div class=if error.is_some() { "field refused" } else { "field" }>
            <label for=FILE>"Fichier"</label>
            <p class="hint" id="fichier-aide">{hint}</p>
            {error.clone().map(|words| view! {
                <p class="error" id="fichier-erreur"><span class="visually-hidden">"Erreur\u{a0}: "</span>{words}</p>
            })}
            <input type="file" id=FILE name=FILE aria-invalid=error.is_some().then_some("true") aria-describedby=described/>
            <Sending target=FILE.to_owned() most=files::HEAVIEST/>
        </div>
        <Field
            name="adresse"
            label="Ou l’adresse d’une page"
            kind="url"
            value=fields.value("adresse")
            optional=true
            error=errors.of("adresse")
        />
    }
}

#[component]
fn Received(kept: Kept, agreed: bool) -> impl IntoView {
    let Kept { upload, twins } = kept;
    let what = format!("{}, {}", media_name(upload.media), weight(upload.size));
    let misnamed = upload.is_misnamed();
    let leaves_as = upload.media.name_for(&upload.name);
    let same = twins.into_iter().map(|twin| {
        view! { <li><a href=address(twin.id.number(), &twin.title)>{twin.title.clone()}</a></li> }
    });
    let same = same.collect_view();
    view! {
        <input type="hidden" name=KEPT value=upload.id.to_string()/>
        <Notice tone=Tone::Settled>
            <p>"Fichier reçu\u{a0}: " <strong>{upload.name.as_str().to_owned()}</strong> " (" {what} ")."</p>
            {misnamed.then(|| view! {
                <p>"Son nom annonce autre chose que son contenu\u{a0}: il se téléchargera sous le nom «\u{a0}" {leaves_as} "\u{a0}»."</p>
            })}
            {upload.media.has_macros().then(|| view! {
                <p>"Il contient des macros\u{a0}: beaucoup de postes refuseront de l’ouvrir. Préférez une version sans macros."</p>
            })}
        </Notice>
        {(!same.is_empty()).then(|| view! {
            <Notice tone=Tone::News>
                <p>"Ce fichier est déjà dans la bibliothèque\u{a0}:"</p>
                <ul class="links">{same}</ul>
                <Check name="malgre" label="Le déposer quand même" checked=agreed/>
            </Notice>
        })}
    }
}
