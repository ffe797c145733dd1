//! Every address, and its page or its form, on one page.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{Method, StatusCode},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use leptos::{prelude::*, server_fn::axum::server_fn_paths};
use leptos_axum::generate_route_list;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router as Routing, Routes},
    path,
};

use crate::{
    Site,
    desk::{
        self, DeskPage, InvitationsPage, InviteManyPage, InviteOnePage, LogPage, PeoplePage, PersonPage,
        RequestPage, RequestsPage,
    },
    failure,
    form::{self, see_other},
    forum::{self, BoardPage, BoardsPage, EditReplyPage, EditTopicPage, NewTopicPage, TopicPage},
    guide::{GuidePage, StagePage},
    home::HomePage,
    members::{
        self, AccountPage, AddressPage, AntennePage, AntennesPage, AskAccessPage, ConfirmAddressPage,
        DataPage, DirectoryPage, ExpertisePage, FirstVisitPage, InvitationPage, LinkPage, MemberPage,
        PasswordDoorPage, PasswordPage, PhotoPage, ReachPage, SecurityPage, SignInPage,
        account::actions as account,
    },
    pages::{ContactPage, ProsePage, SiteMapPage, Text},
    search::SearchPage,
    session::{self, SignedIn},
    shell, upload,
};

/// The pages. Each is whole before its first byte leaves, so that its title, status and headers are right.
#[component]
pub(crate) fn Pages() -> impl IntoView {
    provide_meta_context();
    view! {
        <Routing>
            <Routes fallback=|| failure::instead(&failure::Lost::NotThere)>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>

                <Route path=path!("/connexion") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/connexion/mot-de-passe") view=PasswordDoorPage ssr=SsrMode::Async/>
                <Route path=path!("/connexion/adresse/:token") view=ConfirmAddressPage ssr=SsrMode::Async/>
                <Route path=path!("/connexion/:token") view=LinkPage ssr=SsrMode::Async/>
                <Route path=path!("/invitation/:invitation") view=InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/demande-acces") view=AskAccessPage ssr=SsrMode::Async/>
                <Route path=path!("/bienvenue") view=FirstVisitPage ssr=SsrMode::Async/>
                <Route path=path!("/mon-compte") view=AccountPage ssr=SsrMode::Async/>
                <Route path=path!("/mon-compte/donnees") view=DataPage ssr=SsrMode::Async/>
                <Route path=path!("/mon-compte/securite") view=SecurityPage ssr=SsrMode::Async/>
                <Route path=path!("/mon-compte/adresse") view=AddressPage ssr=SsrMode::Async/>
                <Route path=path!("/mon-compte/mot-de-passe") view=PasswordPage ssr=SsrMode::Async/>
                <Route path=path!("/mon-compte/connaissances") view=ExpertisePage ssr=SsrMode::Async/>
                <Route path=path!("/mon-compte/coordonnees") view=ReachPage ssr=SsrMode::Async/>
                <Route path=path!("/mon-compte/photo") view=PhotoPage ssr=SsrMode::Async/>
                <Route path=path!("/annuaire") view=DirectoryPage ssr=SsrMode::Async/>
                <Route path=path!("/annuaire/antennes") view=AntennesPage ssr=SsrMode::Async/>
                <Route path=path!("/annuaire/antennes/:antenne") view=AntennePage ssr=SsrMode::Async/>
                <Route path=path!("/annuaire/:member") view=MemberPage ssr=SsrMode::Async/>

                <Route path=path!("/animation") view=DeskPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/personnes") view=PeoplePage ssr=SsrMode::Async/>
                <Route path=path!("/animation/personnes/:member") view=PersonPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/invitations") view=InvitationsPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/invitations/nouvelle") view=InviteOnePage ssr=SsrMode::Async/>
                <Route path=path!("/animation/invitations/liste") view=InviteManyPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/demandes") view=RequestsPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/demandes/:request") view=RequestPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journal") view=LogPage ssr=SsrMode::Async/>

                <Route path=path!("/forums") view=BoardsPage ssr=SsrMode::Async/>
                <Route path=path!("/forums/:board") view=BoardPage ssr=SsrMode::Async/>
                <Route path=path!("/forums/:board/nouveau") view=NewTopicPage ssr=SsrMode::Async/>
                <Route path=path!("/forums/sujets/:topic") view=TopicPage ssr=SsrMode::Async/>
                <Route path=path!("/forums/sujets/:topic/modifier") view=EditTopicPage ssr=SsrMode::Async/>
                <Route path=path!("/forums/reponses/:reply/modifier") view=EditReplyPage ssr=SsrMode::Async/>

                <Route path=path!("/guide") view=GuidePage ssr=SsrMode::Async/>
                <Route path=path!("/guide/:stage") view=StagePage ssr=SsrMode::Async/>

                <Route path=path!("/recherche") view=SearchPage ssr=SsrMode::Async/>

                <Route path=path!("/aide") view=|| view! { <ProsePage text=Text::Help/> } ssr=SsrMode::Async/>
                <Route path=path!("/charte") view=|| view! { <ProsePage text=Text::Charter/> } ssr=SsrMode::Async/>
                <Route path=path!("/accessibilite") view=|| view! { <ProsePage text=Text::Accessibility/> } ssr=SsrMode::Async/>
                <Route path=path!("/mentions-legales") view=|| view! { <ProsePage text=Text::LegalNotice/> } ssr=SsrMode::Async/>
                <Route path=path!("/confidentialite") view=|| view! { <ProsePage text=Text::Privacy/> } ssr=SsrMode::Async/>
                <Route path=path!("/plan-du-site") view=SiteMapPage ssr=SsrMode::Async/>
                <Route path=path!("/contact") view=ContactPage ssr=SsrMode::Async/>
            </Routes>
        </Routing>
    }
}

/// The pages, as the site carries them.
pub fn pages() -> AnyView {
    view! { <Pages/> }.into_any()
}

/// What signed-out people reach; every other address sends them to sign in, whether or not there is anything at it.
pub const OPEN: [&str; 18] = [
    "/",
    "/connexion",
    "/connexion/{token}",
    "/connexion/demonstration",
    "/connexion/mot-de-passe",
    "/connexion/adresse/{token}",
    "/api/cles/entree",
    "/api/cles/entree/fin",
    "/deconnexion",
    "/invitation/{invitation}",
    "/demande-acces",
    "/aide",
    "/charte",
    "/accessibilite",
    "/mentions-legales",
    "/confidentialite",
    "/plan-du-site",
    "/contact",
];

/// Every address of the pages, as axum writes them, sorted.
pub fn addresses() -> Vec<String> {
    let mut addresses: Vec<String> =
        generate_route_list(Pages).iter().map(|route| route.path().to_owned()).collect();
    addresses.sort();
    addresses.dedup();
    addresses
}

/// The forms, each at its page's own address.
fn forms() -> [(&'static str, MethodRouter<Site>); 35] {
    [
        ("/connexion", post(members::actions::ask_link)),
        ("/connexion/demonstration", post(members::actions::enter_demonstration)),
        ("/connexion/mot-de-passe", post(members::actions::enter_by_password)),
        ("/connexion/adresse/{token}", post(members::security::actions::confirm_address)),
        ("/connexion/{token}", post(members::actions::enter)),
        ("/deconnexion", post(members::actions::leave)),
        ("/invitation/{invitation}", post(members::joining_actions::accept_invitation)),
        ("/demande-acces", post(members::joining_actions::ask_access)),
        ("/bienvenue", post(members::joining_actions::end_first_visit)),
        ("/mon-compte/lettres", post(members::joining_actions::change_letters)),
        ("/animation/invitations", post(desk::invite_actions::change_invitation)),
        ("/animation/invitations/nouvelle", post(desk::invite_actions::invite_one)),
        ("/animation/invitations/liste", post(desk::invite_actions::invite_many)),
        ("/animation/demandes/{request}", post(desk::invite_actions::answer_request)),
        ("/mon-compte", post(members::actions::change_account)),
        ("/mon-compte/aide", post(members::help::decide)),
        ("/animation/personnes/{member}", post(desk::deeds::act)),
        (members::help::STOP, post(members::help::stop)),
        ("/mon-compte/donnees", post(members::actions::leave_or_stay)),
        ("/api/cles/entree", post(members::security::ceremonies::begin_entering)),
        ("/api/cles/entree/fin", post(members::security::ceremonies::enter)),
        ("/api/cles/ajout", post(members::security::ceremonies::begin_adding)),
        ("/api/cles/ajout/fin", post(members::security::ceremonies::add)),
        ("/mon-compte/adresse", post(members::security::actions::ask_address)),
        ("/mon-compte/cles", post(members::security::actions::remove_passkey)),
        ("/mon-compte/mot-de-passe", post(members::security::actions::change_password)),
        ("/mon-compte/connaissances", post(account::change_expertise)),
        ("/mon-compte/coordonnees", post(account::change_reach)),
        ("/mon-compte/photo", post(account::put_photo).layer(DefaultBodyLimit::max(upload::READ))),
        ("/mon-compte/photo/retrait", post(account::remove_photo)),
        ("/mon-compte/sessions", post(members::actions::end_sessions)),
        ("/forums/{board}/nouveau", post(forum::actions::open_topic)),
        ("/forums/sujets/{topic}", post(forum::actions::reply)),
        ("/forums/sujets/{topic}/modifier", post(forum::actions::change_topic)),
        ("/forums/reponses/{reply}/modifier", post(forum::actions::change_reply)),
    ]
}

/// What is neither a page nor a form: what leaves the site as a file, and the photos of members.
fn files() -> [(&'static str, MethodRouter<Site>); 4] {
    [
        ("/mon-compte/donnees.zip", get(members::actions::take_data)),
        ("/animation/personnes.csv", get(desk::people::file)),
        ("/animation/journal.csv", get(desk::log::file)),
        ("/photos/{photo}", get(members::photo::serve)),
    ]
}

/// The files' addresses, for the table of who may do what.
pub fn file_addresses() -> Vec<&'static str> {
    files().map(|(address, _)| address).into()
}

/// The most that the body of a request to that path may weigh.
pub fn heaviest(path: &str) -> usize {
    if path == upload::ADDRESS { upload::HEAVIEST } else { form::HEAVIEST }
}

/// The forms' addresses, for the table of who may do what.
pub fn form_addresses() -> Vec<&'static str> {
    forms().map(|(address, _)| address).into()
}

/// The addresses of the islands' server functions, for the same table.
pub fn server_functions() -> Vec<&'static str> {
    server_fn_paths().map(|(address, _)| address).collect()
}

/// The site's router: pages, forms, the islands' server functions, and a page for what is not there.
pub fn router(site: Site) -> Router {
    let pages = addresses().into_iter().map(|address| (address, get(page)));
    let forms = forms().into_iter().map(|(address, form)| (address.to_owned(), form));
    let functions = server_functions().into_iter().map(|address| (address.to_owned(), post(islands)));
    let files = files().into_iter().map(|(address, file)| (address.to_owned(), file));
    pages
        .chain(forms)
        .chain(files)
        .chain(functions)
        .fold(Router::new(), |router, (address, method)| router.route(&address, method))
        .route_layer(from_fn_with_state(site.clone(), members_only))
        .method_not_allowed_fallback(elsewhere)
        .fallback(nowhere)
        .with_state(site)
}

/// What a server function says of an error fits in this.
const LONGEST_EXCUSE: usize = 64 * 1024;

async fn page(State(site): State<Site>, request: Request) -> Response {
    shell::page(&site, request).await
}

async fn islands(State(site): State<Site>, request: Request) -> Response {
    let provide = move || shell::provide(&site);
    let answer = leptos_axum::handle_server_fns_with_context(provide, request).await.into_response();
    if answer.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return answer;
    }
    // Leptos calls everything an accident. What it cannot read was sent by somebody else than an island of ours.
    let (mut parts, body) = answer.into_parts();
    let said = to_bytes(body, LONGEST_EXCUSE).await.unwrap_or_default();
    if [&b"Args|"[..], b"MissingArg|"].iter().any(|start| said.starts_with(start)) {
        parts.status = StatusCode::BAD_REQUEST;
    }
    Response::from_parts(parts, Body::from(said))
}

async fn nowhere(State(site): State<Site>, request: Request) -> Response {
    failure::said(&site, request.into_parts().0, StatusCode::NOT_FOUND).await
}

async fn elsewhere(State(site): State<Site>, request: Request) -> Response {
    failure::said(&site, request.into_parts().0, StatusCode::METHOD_NOT_ALLOWED).await
}

/// Lets signed-out people reach [`OPEN`] only. A form that came after the session ended comes back with all that was typed.
async fn members_only(State(site): State<Site>, request: Request, next: Next) -> Response {
    if in_somebodys_place(&request) && !may_pass_looking(&request) {
        return members::help::only_looking(&site, request).await;
    }
    let open = request.extensions().get::<MatchedPath>().is_some_and(|path| OPEN.contains(&path.as_str()));
    if open || request.extensions().get::<SignedIn>().is_some() {
        return next.run(request).await;
    }
    if request.method() == Method::POST {
        return members::expired::keep(&site, request).await;
    }
    let asked = request.uri().path_and_query().map_or("/", |address| address.as_str());
    see_other(&session::way_in(asked))
}

fn in_somebodys_place(request: &Request) -> bool {
    request.extensions().get::<SignedIn>().is_some_and(|signed_in| signed_in.session.acting.is_some())
}

/// Whoever sees the site in somebody's place reads pages, takes no file away, and may stop.
fn may_pass_looking(request: &Request) -> bool {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    match *request.method() {
        Method::GET | Method::HEAD => path.starts_with("/photos/") || !file_addresses().contains(&path),
        _ => path == members::help::STOP,
    }
}
