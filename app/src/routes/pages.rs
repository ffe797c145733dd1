//! The pages: one line each.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router as Routing, Routes},
    path,
};

use crate::{
    days::{
        DayPage, DiaryPage, ProgrammePage, ReportPage,
        attendance::{PresencePage, ScreenPage, SheetPage, SignPage, SignedSheetsPage, VerifyPage},
        desk::{DayDeskPage, DayDocumentsPage, DaysDeskPage, EditDayPage, NewDayPage},
        minutes::{
            EditMinutesPage, MinutesPage, VersionPage as MinutesVersionPage,
            VersionsPage as MinutesVersionsPage,
        },
        proposals::{EditProposalPage, NewProposalPage, ProposalPage, ProposalsPage},
        questions::QuestionsPage,
        surveys::{
            DaySurveyPage, DaySurveysDeskPage, EditDaySurveyPage, EditNeedsPage, NeedsDeskPage, NeedsPage,
            NeedsResultsPage, NewNeedsPage, UsualQuestionsPage,
        },
    },
    desk::{
        CertifierDeskPage, CertifiersDeskPage, DeskPage, ImportPage, ImportsPage, InvitationsPage,
        InviteManyPage, InviteOnePage, LogPage, PeoplePage, PersonPage, RequestPage, RequestsPage,
    },
    failure,
    forum::{BoardPage, BoardsPage, EditReplyPage, EditTopicPage, NewTopicPage, TopicPage},
    guide::{GuidePage, StagePage},
    home::HomePage,
    library::{
        CertificationPage, CertificationsPage, CertifierPage, CertifiersPage, EditCertifierPage, FollowsPage,
        LibraryPage,
        resource::{
            DepositsPage, EditResourcePage, LibraryDeskPage, NewResourcePage, NewVersionPage, OldVersionPage,
            ReportResourcePage, ResourcePage,
        },
        shelf::{CollectionPage, FavouritesPage, OpinionPage},
        updates::{CorrectUpdatePage, NewUpdatePage, UpdatePage, UpdatesPage},
    },
    members::{
        AccountPage, AddressPage, AntennePage, AntennesPage, AskAccessPage, ConfirmAddressPage, DataPage,
        DirectoryPage, ExpertisePage, FirstVisitPage, InvitationPage, LinkPage, MemberPage, PasswordDoorPage,
        PasswordPage, PhotoPage, ReachPage, SecurityPage, SignInPage,
    },
    pages::{ContactPage, ProsePage, SiteMapPage, Text},
    search::SearchPage,
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
                <Route path=path!("/animation/certifications") view=ImportsPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/certifications/:import") view=ImportPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/certificateurs") view=CertifiersDeskPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/certificateurs/:certifier") view=CertifierDeskPage ssr=SsrMode::Async/>

                <Route path=path!("/ressources/certifications") view=CertificationsPage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/certifications/:number") view=CertificationPage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/certificateurs") view=CertifiersPage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/certificateurs/:certifier") view=CertifierPage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/certificateurs/:certifier/modifier") view=EditCertifierPage ssr=SsrMode::Async/>

                <Route path=path!("/forums") view=BoardsPage ssr=SsrMode::Async/>
                <Route path=path!("/forums/:board") view=BoardPage ssr=SsrMode::Async/>
                <Route path=path!("/forums/:board/nouveau") view=NewTopicPage ssr=SsrMode::Async/>
                <Route path=path!("/forums/sujets/:topic") view=TopicPage ssr=SsrMode::Async/>
                <Route path=path!("/forums/sujets/:topic/modifier") view=EditTopicPage ssr=SsrMode::Async/>
                <Route path=path!("/forums/reponses/:reply/modifier") view=EditReplyPage ssr=SsrMode::Async/>

                <Route path=path!("/journees") view=ProgrammePage ssr=SsrMode::Async/>
                <Route path=path!("/journees/agenda") view=DiaryPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/bilan/:year") view=ReportPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/propositions") view=ProposalsPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/propositions/nouvelle") view=NewProposalPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/propositions/:proposal") view=ProposalPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/propositions/:proposal/modifier") view=EditProposalPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/besoins") view=NeedsPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/presence") view=PresencePage ssr=SsrMode::Async/>
                <Route path=path!("/journees/:day") view=DayPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/:day/questions") view=QuestionsPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/:day/compte-rendu") view=MinutesPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/:day/compte-rendu/modifier") view=EditMinutesPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/:day/compte-rendu/versions") view=MinutesVersionsPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/:day/compte-rendu/versions/:version") view=MinutesVersionPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/:day/questionnaire/:moment") view=DaySurveyPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees") view=DaysDeskPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/nouvelle") view=NewDayPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/besoins") view=NeedsDeskPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/besoins/nouveau") view=NewNeedsPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/besoins/:survey") view=NeedsResultsPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/besoins/:survey/questions") view=EditNeedsPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/:day") view=DayDeskPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/questions/:moment") view=UsualQuestionsPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/:day/questionnaires") view=DaySurveysDeskPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/:day/questionnaires/:moment") view=EditDaySurveyPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/:day/modifier") view=EditDayPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/:day/documents") view=DayDocumentsPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/:day/emargement") view=SheetPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/:day/code") view=ScreenPage ssr=SsrMode::Async/>
                <Route path=path!("/animation/journees/:day/feuilles") view=SignedSheetsPage ssr=SsrMode::Async/>
                <Route path=path!("/journees/:day/emargement") view=SignPage ssr=SsrMode::Async/>
                <Route path=path!("/attestations/:code") view=VerifyPage ssr=SsrMode::Async/>

                <Route path=path!("/ressources/documents/nouveau") view=NewResourcePage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/documents/:document") view=ResourcePage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/documents/:document/modifier") view=EditResourcePage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/documents/:document/version") view=NewVersionPage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/documents/:document/versions/:version") view=OldVersionPage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/documents/:document/signaler") view=ReportResourcePage ssr=SsrMode::Async/>
                <Route path=path!("/animation/ressources") view=LibraryDeskPage ssr=SsrMode::Async/>
                <Route path=path!("/ressources") view=LibraryPage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/actualites") view=UpdatesPage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/actualites/nouvelle") view=NewUpdatePage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/actualites/:update") view=UpdatePage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/actualites/:update/corriger") view=CorrectUpdatePage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/depots") view=DepositsPage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/favoris") view=FavouritesPage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/collections/:collection") view=CollectionPage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/suivis") view=FollowsPage ssr=SsrMode::Async/>
                <Route path=path!("/ressources/documents/:document/avis") view=OpinionPage ssr=SsrMode::Async/>

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
pub(super) const OPEN: &[&str] = &[
    "/",
    "/connexion",
    "/connexion/{token}",
    "/connexion/demonstration",
    "/connexion/mot-de-passe",
    "/connexion/adresse/{token}",
    "/api/cles/entree",
    "/api/cles/entree/fin",
    "/deconnexion",
    // A feed reader has no session: it shows its key.
    "/journees.ics",
    "/journees/mes-journees.ics",
    "/ressources.atom",
    "/ressources/actualites.atom",
    "/ressources/certifications.atom",
    // Whoever holds a certificate checks it.
    "/attestations/{code}",
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
