//! Who may do what. One line an address and a thing at it; one column for somebody signed out and for each role.
//!
//! - a number: that status; 404 is the very page of what does not exist;
//! - `door`: sent to sign in, and back here afterwards;
//! - `kept`: told that the session is over, in a page that keeps all that was typed.
//!
//! Things: `theirs@board` was written there by a colleague, `mine` by whoever asks, `none` by nobody. Of documents, `antennes` is for
//! the antennes, `draft` a colleague's draft, `waiting` and `spoken` wait to be read, the latter for the certifier that the contact
//! of the table speaks for; `/2` is a version. `HEAD` asks for no body, `PART` is a `GET` of the first eight bytes.

/// The table. Forms are filled in as their page asks.
pub(super) const TABLE: &str = "
GET  /                                  -                                       200  200 200 200 200 200 200
GET  /connexion                         -                                       200  200 200 200 200 200 200
GET  /connexion                         ?suite=/guide                           200  200 200 200 200 200 200
GET  /connexion/mot-de-passe            -                                       200  200 200 200 200 200 200
GET  /connexion/adresse/{token}         spent                                   410  410 410 410 410 410 410
GET  /connexion/{token}                 live                                    200  200 200 200 200 200 200
GET  /connexion/{token}                 spent                                   410  410 410 410 410 410 410
GET  /invitation/{invitation}           live                                    200  200 200 200 200 200 200
GET  /invitation/{invitation}           spent                                   410  410 410 410 410 410 410
GET  /demande-acces                     -                                       200  200 200 200 200 200 200
GET  /bienvenue                         -                                       door 200 200 200 200 200 200
GET  /mon-compte                        -                                       door 200 200 200 200 200 200
GET  /mon-compte/securite               -                                       door 200 200 200 200 200 200
GET  /mon-compte/adresse                -                                       door 200 200 200 200 200 200
GET  /mon-compte/mot-de-passe           -                                       door 200 200 200 200 200 200

GET  /mon-compte/donnees                -                                       door 200 200 200 200 200 200
GET  /mon-compte/donnees.zip            -                                       door 200 200 200 200 200 200
GET  /mon-compte/connaissances          -                                       door 200 200 200 200 200 200
GET  /mon-compte/coordonnees            -                                       door 200 200 200 200 200 200
GET  /mon-compte/photo                  -                                       door 200 200 200 200 200 200

GET  /annuaire                          -                                       door 200 200 200 200 200 200
GET  /annuaire                          ?role=certification&q=odile             door 200 200 200 200 200 200
GET  /annuaire/antennes                 -                                       door 200 200 200 200 200 200
GET  /annuaire/antennes/{antenne}       1                                       door 200 200 200 200 200 200
GET  /annuaire/antennes/{antenne}       none                                    door 404 404 404 404 404 404
GET  /annuaire/{member}                 mine                                    door 200 200 200 200 200 200
GET  /annuaire/{member}                 theirs                                  door 200 200 200 200 200 200
GET  /annuaire/{member}                 none                                    door 404 404 404 404 404 404
GET  /photos/{photo}                    theirs                                  door 200 200 200 200 200 200
GET  /photos/{photo}                    none                                    door 404 404 404 404 404 404

GET  /animation                         -                                       door 404 404 404 200 404 200
GET  /animation/invitations             -                                       door 404 404 404 200 404 200
GET  /animation/invitations             ?page=99                                door 404 404 404 404 404 404
GET  /animation/invitations/nouvelle    -                                       door 404 404 404 200 404 200
GET  /animation/invitations/liste       -                                       door 404 404 404 200 404 200
GET  /animation/demandes                -                                       door 404 404 404 200 404 200
GET  /animation/demandes/{request}      live                                    door 404 404 404 200 404 200
GET  /animation/demandes/{request}      none                                    door 404 404 404 404 404 404
GET  /animation/personnes               -                                       door 404 404 404 200 404 200
GET  /animation/personnes               ?page=99                                door 404 404 404 404 404 404
GET  /animation/personnes.csv           -                                       door 404 404 404 200 404 200
GET  /animation/personnes/{member}      theirs                                  door 404 404 404 200 404 200
GET  /animation/personnes/{member}      none                                    door 404 404 404 404 404 404
GET  /animation/journal                 -                                       door 404 404 404 200 404 200
GET  /animation/certifications          -                                       door 404 404 404 200 404 200
GET  /animation/certifications/{import} 1                                       door 404 404 404 200 404 200
GET  /animation/certifications/{import} none                                    door 404 404 404 404 404 404
GET  /animation/certificateurs          -                                       door 404 404 404 200 404 200
GET  /animation/certificateurs          ?page=99                                door 404 404 404 404 404 404
GET  /animation/certificateurs/{certifier} 1                                    door 404 404 404 200 404 200
GET  /animation/certificateurs/{certifier} none                                 door 404 404 404 404 404 404
GET  /animation/journal.csv             -                                       door 404 404 404 200 404 200

GET  /forums                            -                                       door 200 200 200 200 404 200
GET  /forums/{board}                    jury-et-apres-jury                      door 200 200 404 200 404 404
GET  /forums/{board}                    certifications-et-certificateurs        door 200 200 200 200 404 404
GET  /forums/{board}                    assistantes-et-assistants               door 404 200 404 200 404 404
GET  /forums/{board}                    vie-de-la-communaute                    door 200 200 200 200 404 200
GET  /forums/{board}                    preparation-des-journees                door 404 404 404 200 404 404
GET  /forums/{board}                    nulle-part                              door 404 404 404 404 404 404

GET  /forums/{board}/nouveau            jury-et-apres-jury                      door 200 200 404 200 404 404
GET  /forums/{board}/nouveau            certifications-et-certificateurs        door 200 200 404 200 404 404
GET  /forums/{board}/nouveau            assistantes-et-assistants               door 404 200 404 200 404 404
GET  /forums/{board}/nouveau            vie-de-la-communaute                    door 200 200 200 200 404 200
GET  /forums/{board}/nouveau            preparation-des-journees                door 404 404 404 200 404 404
GET  /forums/{board}/nouveau            nulle-part                              door 404 404 404 404 404 404

GET  /forums/sujets/{topic}             theirs@jury-et-apres-jury               door 200 200 404 200 404 404
GET  /forums/sujets/{topic}             theirs@certifications-et-certificateurs door 200 200 200 200 404 404
GET  /forums/sujets/{topic}             theirs@assistantes-et-assistants        door 404 200 404 200 404 404
GET  /forums/sujets/{topic}             theirs@vie-de-la-communaute             door 200 200 200 200 404 200
GET  /forums/sujets/{topic}             theirs@preparation-des-journees         door 404 404 404 200 404 404
GET  /forums/sujets/{topic}             mine                                    door 200 200 200 200 404 200
GET  /forums/sujets/{topic}             none                                    door 404 404 404 404 404 404

GET  /forums/sujets/{topic}/modifier    mine                                    door 200 200 200 200 404 200
GET  /forums/sujets/{topic}/modifier    theirs@vie-de-la-communaute             door 404 404 404 404 404 404
GET  /forums/sujets/{topic}/modifier    theirs@preparation-des-journees         door 404 404 404 404 404 404
GET  /forums/sujets/{topic}/modifier    none                                    door 404 404 404 404 404 404
GET  /forums/reponses/{reply}/modifier  mine                                    door 200 200 200 200 404 200
GET  /forums/reponses/{reply}/modifier  theirs@vie-de-la-communaute             door 404 404 404 404 404 404
GET  /forums/reponses/{reply}/modifier  theirs@preparation-des-journees         door 404 404 404 404 404 404
GET  /forums/reponses/{reply}/modifier  none                                    door 404 404 404 404 404 404

GET  /ressources/certifications         -                                       door 200 200 200 200 200 200
GET  /ressources/certifications         ?q=deaes&page=99                        door 404 404 404 404 404 404
GET  /ressources/certifications/{number} RNCP25467                              door 200 200 200 200 200 200
GET  /ressources/certifications/{number} 25467                                  door 308 308 308 308 308 308
GET  /ressources/certifications/{number} none                                   door 404 404 404 404 404 404
GET  /ressources/certificateurs         -                                       door 200 200 200 200 200 200
GET  /ressources/certificateurs/{certifier} ministere-du-travail                door 200 200 200 200 200 200
GET  /ressources/certificateurs/{certifier} ministere-charge-de-l-emploi        door 200 200 200 200 200 200
GET  /ressources/certificateurs/{certifier} ministere-des-essais                door 200 200 200 200 200 200
GET  /ressources/certificateurs/{certifier} none                                door 404 404 404 404 404 404
GET  /ressources/certificateurs/{certifier}/modifier ministere-du-travail       door 404 404 404 200 404 200
GET  /ressources/certificateurs/{certifier}/modifier none                       door 404 404 404 404 404 404
GET  /ressources/documents/nouveau                           -                        door 200 200 200 200 404 404
GET  /ressources/documents/{document}                        theirs                   door 200 200 200 200 200 200
GET  /ressources/documents/{document}                        antennes                 door 200 200 404 200 404 200
GET  /ressources/documents/{document}                        draft                    door 404 404 404 200 404 200
GET  /ressources/documents/{document}                        waiting                  door 404 404 404 200 404 200
GET  /ressources/documents/{document}                        spoken                   door 404 404 200 200 404 200
GET  /ressources/documents/{document}                        mine                     door 200 200 200 200 404 404
GET  /ressources/documents/{document}                        withdrawn                door 410 410 410 200 410 200
GET  /ressources/documents/{document}                        withdrawn-antennes       door 410 410 404 200 404 200
GET  /ressources/documents/{document}                        none                     door 404 404 404 404 404 404
GET  /ressources/documents/{document}/modifier               theirs                   door 404 404 404 200 404 200
GET  /ressources/documents/{document}/modifier               antennes                 door 404 404 404 200 404 200
GET  /ressources/documents/{document}/modifier               waiting                  door 404 404 404 200 404 200
GET  /ressources/documents/{document}/modifier               spoken                   door 404 404 200 200 404 200
GET  /ressources/documents/{document}/modifier               mine                     door 200 200 200 200 404 404
GET  /ressources/documents/{document}/modifier               none                     door 404 404 404 404 404 404
GET  /ressources/documents/{document}/version                theirs                   door 404 404 404 200 404 200
GET  /ressources/documents/{document}/version                waiting                  door 404 404 404 200 404 200
GET  /ressources/documents/{document}/version                spoken                   door 404 404 200 200 404 200
GET  /ressources/documents/{document}/version                mine                     door 200 200 200 200 404 404
GET  /ressources/documents/{document}/version                none                     door 404 404 404 404 404 404
GET  /ressources/documents/{document}/versions/{version}     versioned                door 200 200 200 200 200 200
GET  /ressources/documents/{document}/versions/{version}     versioned/2              door 308 308 308 308 308 308
GET  /ressources/documents/{document}/versions/{version}     versioned/3              door 404 404 404 404 404 404
GET  /ressources/documents/{document}/versions/{version}     antennes                 door 200 200 404 200 404 200
GET  /ressources/documents/{document}/versions/{version}     none                     door 404 404 404 404 404 404
GET  /ressources/documents/{document}/signaler               theirs                   door 200 200 200 200 200 200
GET  /ressources/documents/{document}/signaler               antennes                 door 200 200 404 200 404 200
GET  /ressources/documents/{document}/signaler               waiting                  door 404 404 404 200 404 200
GET  /ressources/documents/{document}/signaler               spoken                   door 404 404 200 200 404 200
GET  /ressources/documents/{document}/signaler               none                     door 404 404 404 404 404 404
GET  /ressources/documents/{document}/fichier/{version}      theirs                   door 200 200 200 200 200 200
GET  /ressources/documents/{document}/fichier/{version}      theirs?voir              door 200 200 200 200 200 200
GET  /ressources/documents/{document}/fichier/{version}      antennes                 door 200 200 404 200 404 200
GET  /ressources/documents/{document}/fichier/{version}      antennes/2               door 200 200 404 200 404 200
GET  /ressources/documents/{document}/fichier/{version}      antennes?voir            door 200 200 404 200 404 200
GET  /ressources/documents/{document}/fichier/{version}      draft                    door 404 404 404 200 404 200
GET  /ressources/documents/{document}/fichier/{version}      draft?voir               door 404 404 404 200 404 200
GET  /ressources/documents/{document}/fichier/{version}      waiting                  door 404 404 404 200 404 200
GET  /ressources/documents/{document}/fichier/{version}      waiting?voir             door 404 404 404 200 404 200
GET  /ressources/documents/{document}/fichier/{version}      spoken                   door 404 404 200 200 404 200
GET  /ressources/documents/{document}/fichier/{version}      spoken?voir              door 404 404 200 200 404 200
GET  /ressources/documents/{document}/fichier/{version}      mine                     door 200 200 200 200 404 404
GET  /ressources/documents/{document}/fichier/{version}      versioned                door 200 200 200 200 200 200
GET  /ressources/documents/{document}/fichier/{version}      versioned/2              door 200 200 200 200 200 200
GET  /ressources/documents/{document}/fichier/{version}      versioned/3              door 404 404 404 404 404 404
GET  /ressources/documents/{document}/fichier/{version}      withdrawn                door 410 410 410 200 410 200
GET  /ressources/documents/{document}/fichier/{version}      withdrawn?voir           door 410 410 410 200 410 200
GET  /ressources/documents/{document}/fichier/{version}      withdrawn-antennes       door 410 410 404 200 404 200
GET  /ressources/documents/{document}/fichier/{version}      none                     door 404 404 404 404 404 404
HEAD /ressources/documents/{document}/fichier/{version}      theirs                   door 200 200 200 200 200 200
PART /ressources/documents/{document}/fichier/{version}      theirs                   door 206 206 206 206 206 206
HEAD /ressources/documents/{document}/fichier/{version}      antennes                 door 200 200 404 200 404 200
PART /ressources/documents/{document}/fichier/{version}      antennes                 door 206 206 404 206 404 206
HEAD /ressources/documents/{document}/fichier/{version}      antennes/2               door 200 200 404 200 404 200
PART /ressources/documents/{document}/fichier/{version}      antennes/2               door 206 206 404 206 404 206
HEAD /ressources/documents/{document}/fichier/{version}      draft                    door 404 404 404 200 404 200
PART /ressources/documents/{document}/fichier/{version}      draft                    door 404 404 404 206 404 206
HEAD /ressources/documents/{document}/fichier/{version}      waiting                  door 404 404 404 200 404 200
PART /ressources/documents/{document}/fichier/{version}      waiting                  door 404 404 404 206 404 206
HEAD /ressources/documents/{document}/fichier/{version}      spoken                   door 404 404 200 200 404 200
PART /ressources/documents/{document}/fichier/{version}      spoken                   door 404 404 206 206 404 206
HEAD /ressources/documents/{document}/fichier/{version}      withdrawn                door 410 410 410 200 410 200
PART /ressources/documents/{document}/fichier/{version}      withdrawn                door 410 410 410 206 410 206
HEAD /ressources/documents/{document}/fichier/{version}      withdrawn-antennes       door 410 410 404 200 404 200
PART /ressources/documents/{document}/fichier/{version}      withdrawn-antennes       door 410 410 404 206 404 206
HEAD /ressources/documents/{document}/fichier/{version}      none                     door 404 404 404 404 404 404
PART /ressources/documents/{document}/fichier/{version}      none                     door 404 404 404 404 404 404
GET  /animation/ressources                   -                                       door 404 404 404 200 404 200

GET  /journees                          -                                       door 200 200 200 200 200 200
GET  /journees                          ?vue=mois&mois=3&public=conseil&places=oui door 200 200 200 200 200 200
GET  /journees                          ?vue=annee&annee=2031                   door 200 200 200 200 200 200
GET  /journees/{day}                    published                               door 200 200 200 200 200 200
GET  /journees/{day}                    draft                                   door 404 404 404 200 404 200
GET  /journees/{day}                    none                                    door 404 404 404 404 404 404
GET  /journees/bilan/{year}             YEAR                                    door 404 404 404 200 200 200
GET  /journees/bilan/{year}             1789                                    door 404 404 404 404 404 404
GET  /journees/bilan/{year}             none                                    door 404 404 404 404 404 404
GET  /journees/{day}/questions          published                               door 404 404 404 200 404 200
GET  /journees/{day}/questions          draft                                   door 404 404 404 404 404 404
GET  /journees/{day}/questions          none                                    door 404 404 404 404 404 404
GET  /journees/{day}/compte-rendu       told                                    door 200 200 200 200 200 200
GET  /journees/{day}/compte-rendu       writing                                 door 404 404 404 200 404 200
GET  /journees/{day}/compte-rendu       published                               door 404 404 404 404 404 404
GET  /journees/{day}/compte-rendu       none                                    door 404 404 404 404 404 404
GET  /journees/{day}/compte-rendu/modifier writing                                 door 404 404 404 200 404 200
GET  /journees/{day}/compte-rendu/modifier none                                    door 404 404 404 404 404 404
GET  /journees/{day}/compte-rendu/versions told                                    door 404 404 404 200 404 200
GET  /journees/{day}/compte-rendu/versions none                                    door 404 404 404 404 404 404
GET  /journees/{day}/compte-rendu/versions/{version} told/1                                  door 404 404 404 200 404 200
GET  /journees/{day}/compte-rendu/versions/{version} told/9                                  door 404 404 404 404 404 404
GET  /journees/{day}/discussion         published                               door 404 404 404 303 404 303
GET  /journees/{day}/discussion         none                                    door 404 404 404 404 404 404

GET  /guide                             -                                       door 200 200 200 200 200 200
GET  /guide/{stage}                     1                                       door 200 200 200 200 200 200
GET  /guide/{stage}                     6                                       door 404 404 404 404 404 404
GET  /recherche                         -                                       door 200 200 200 200 200 200
GET  /recherche                         ?q=confidence                           door 200 200 200 200 200 200
GET  /recherche                         ?q=document                             door 200 200 200 200 200 200
GET  /recherche                         ?q=ornithorinque                        door 200 200 200 200 200 200

GET  /aide                              -                                       200  200 200 200 200 200 200
GET  /charte                            -                                       200  200 200 200 200 200 200
GET  /accessibilite                     -                                       200  200 200 200 200 200 200
GET  /mentions-legales                  -                                       200  200 200 200 200 200 200
GET  /confidentialite                   -                                       200  200 200 200 200 200 200
GET  /plan-du-site                      -                                       200  200 200 200 200 200 200
GET  /contact                           -                                       200  200 200 200 200 200 200
GET  /nulle-part                        -                                       404  404 404 404 404 404 404

POST /connexion                         -                                       303  303 303 303 303 303 303
POST /connexion/demonstration           -                                       404  404 404 404 404 404 404
POST /connexion/mot-de-passe            -                                       422  422 422 422 422 422 422
POST /connexion/adresse/{token}         spent                                   303  303 303 303 303 303 303
POST /connexion/{token}                 live                                    303  303 303 303 303 303 303
POST /connexion/{token}                 spent                                   303  303 303 303 303 303 303
POST /deconnexion                       -                                       303  303 303 303 303 303 303
POST /invitation/{invitation}           live                                    303  303 303 303 303 303 303
POST /invitation/{invitation}           spent                                   303  303 303 303 303 303 303
POST /demande-acces                     -                                       303  303 303 303 303 303 303
POST /bienvenue                         -                                       kept 303 303 303 303 303 303
POST /mon-compte/courriels              -                                       kept 303 303 303 303 303 303
POST /animation/invitations             -                                       kept 404 404 404 303 404 303
POST /animation/invitations/nouvelle    -                                       kept 404 404 404 303 404 422
POST /animation/invitations/liste       -                                       kept 404 404 404 303 404 422
POST /animation/demandes/{request}      live                                    kept 404 404 404 303 404 303
POST /animation/demandes/{request}      none                                    kept 404 404 404 404 404 404
POST /mon-compte                        -                                       kept 303 303 303 303 303 303
POST /mon-compte/donnees                -                                       kept 303 303 303 303 303 422
POST /mon-compte/adresse                -                                       kept 303 303 303 303 303 303
POST /mon-compte/cles                   -                                       kept 303 303 303 303 303 303
POST /mon-compte/mot-de-passe           -                                       kept 303 303 303 303 303 303
POST /mon-compte/connaissances          -                                       kept 303 303 303 303 303 303
POST /mon-compte/coordonnees            -                                       kept 303 303 303 303 303 303
POST /mon-compte/photo                  -                                       kept 303 303 303 303 303 303
POST /mon-compte/photo/retrait          -                                       kept 303 303 303 303 303 303
POST /mon-compte/aide                   -                                       kept 303 303 303 303 303 303
POST /animation/personnes/{member}      theirs                                  kept 404 404 404 303 404 303
POST /animation/personnes/{member}      none                                    kept 404 404 404 404 404 404
POST /animation/certifications          -                                       kept 404 404 404 422 404 422
POST /animation/certificateurs          -                                       kept 404 404 404 303 404 303
POST /ressources/certificateurs/{certifier}/modifier ministere-du-travail       kept 404 404 404 303 404 422
POST /ressources/certificateurs/{certifier}/modifier none                       kept 404 404 404 404 404 404
POST /animation/certificateurs/{certifier} 1                                    kept 404 404 404 303 404 303
POST /animation/certificateurs/{certifier} none                                 kept 404 404 404 404 404 404
POST /animation/arreter                 -                                       kept 404 404 404 404 404 404
POST /mon-compte/sessions               -                                       kept 303 303 303 303 303 303

POST /ressources/documents/nouveau                           -                        kept 303 303 303 303 404 404
POST /ressources/documents/{document}                        theirs                   kept 404 404 404 422 404 422
POST /ressources/documents/{document}                        antennes                 kept 404 404 404 422 404 422
POST /ressources/documents/{document}                        waiting                  kept 404 404 404 422 404 422
POST /ressources/documents/{document}                        spoken                   kept 404 404 422 422 404 422
POST /ressources/documents/{document}                        withdrawn                kept 404 404 404 422 404 422
POST /ressources/documents/{document}                        withdrawn-antennes       kept 404 404 404 422 404 422
POST /ressources/documents/{document}                        none                     kept 404 404 404 404 404 404
POST /ressources/documents/{document}/modifier               theirs                   kept 404 404 404 422 404 422
POST /ressources/documents/{document}/modifier               antennes                 kept 404 404 404 422 404 422
POST /ressources/documents/{document}/modifier               waiting                  kept 404 404 404 422 404 422
POST /ressources/documents/{document}/modifier               spoken                   kept 404 404 422 422 404 422
POST /ressources/documents/{document}/modifier               none                     kept 404 404 404 404 404 404
POST /ressources/documents/{document}/version                theirs                   kept 404 404 404 303 404 422
POST /ressources/documents/{document}/version                antennes                 kept 404 404 404 422 404 422
POST /ressources/documents/{document}/version                draft                    kept 404 404 404 303 404 422
POST /ressources/documents/{document}/version                waiting                  kept 404 404 404 303 404 422
POST /ressources/documents/{document}/version                spoken                   kept 404 404 303 422 404 422
POST /ressources/documents/{document}/version                mine                     kept 303 303 303 303 404 404
POST /ressources/documents/{document}/version                withdrawn                kept 404 404 404 404 404 404
POST /ressources/documents/{document}/version                none                     kept 404 404 404 404 404 404
POST /ressources/documents/{document}/signaler               theirs                   kept 303 303 303 303 303 303
POST /ressources/documents/{document}/signaler               antennes                 kept 303 303 404 303 404 303
POST /ressources/documents/{document}/signaler               waiting                  kept 404 404 404 303 404 303
POST /ressources/documents/{document}/signaler               none                     kept 404 404 404 404 404 404
POST /animation/ressources                   -                                       kept 404 404 404 303 404 303
GET  /journees/agenda                    -                                       door 200 200 200 200 200 200
GET  /journees.ics                      -                                       404  200 200 200 200 200 200
GET  /journees.ics                      ?cle=AAAA                               404  200 200 200 200 200 200
GET  /journees/mes-journees.ics         -                                       404  200 200 200 200 200 200
GET  /journees/{day}/journee.ics        published                               door 200 200 200 200 200 200
GET  /journees/{day}/journee.ics        draft                                   door 404 404 404 200 404 200
GET  /journees/{day}/journee.ics        none                                    door 404 404 404 404 404 404
GET  /animation/journees                -                                       door 404 404 404 200 404 200
GET  /animation/journees/nouvelle       -                                       door 404 404 404 200 404 200
GET  /animation/journees/{day}          published                               door 404 404 404 200 404 200
GET  /animation/journees/{day}          none                                    door 404 404 404 404 404 404
GET  /animation/journees/{day}/modifier draft                                   door 404 404 404 200 404 200
GET  /animation/journees/{day}/modifier none                                    door 404 404 404 404 404 404
GET  /animation/journees/{day}/documents published                               door 404 404 404 200 404 200
GET  /animation/journees/{day}/documents none                                    door 404 404 404 404 404 404
GET  /journees/bilan/{year}/bilan.pdf   YEAR                                    door 404 404 404 200 200 200
GET  /journees/bilan/{year}/bilan.pdf   1789                                    door 404 404 404 404 404 404
GET  /journees/bilan/{year}/bilan.xlsx  YEAR                                    door 404 404 404 200 200 200
GET  /journees/bilan/{year}/bilan.xlsx  none                                    door 404 404 404 404 404 404
GET  /journees/presence                 -                                       door 200 200 200 200 200 200
GET  /journees/{day}/emargement         published                               door 200 200 200 200 200 200
GET  /journees/{day}/emargement         draft                                   door 404 404 404 404 404 404
GET  /journees/{day}/emargement         none                                    door 404 404 404 404 404 404
GET  /animation/journees/{day}/emargement published                             door 404 404 404 200 404 200
GET  /animation/journees/{day}/emargement none                                  door 404 404 404 404 404 404
GET  /animation/journees/{day}/code     published                               door 404 404 404 200 404 200
GET  /animation/journees/{day}/code     none                                    door 404 404 404 404 404 404
GET  /animation/journees/{day}/feuilles published                               door 404 404 404 200 404 200
GET  /animation/journees/{day}/feuilles none                                    door 404 404 404 404 404 404
GET  /animation/journees/{day}/feuilles/{sheet} published/1                     door 404 404 404 200 404 200
GET  /animation/journees/{day}/feuilles/{sheet} published/9                     door 404 404 404 404 404 404
GET  /animation/journees/{day}/feuilles/{sheet} draft/1                         door 404 404 404 404 404 404
GET  /attestations/{code}               none                                    404  404 404 404 404 404 404
GET  /journees/{day}/convocation.pdf    published                               door 404 404 404 404 404 404
GET  /journees/{day}/attestation.pdf    published                               door 404 404 404 404 404 404
GET  /journees/presence/{year}/attestation.pdf 2026                             door 404 404 404 404 404 404
GET  /animation/journees/{day}/feuille.pdf published                            door 404 404 404 200 404 200
GET  /animation/journees/{day}/feuille.pdf draft                                door 404 404 404 404 404 404
GET  /animation/journees/{day}/attestations.zip published                       door 404 404 404 404 404 404
GET  /animation/journees/annee/{year}/attestations.zip 2026                     door 404 404 404 404 404 404
GET  /animation/journees/{day}/inscriptions.xlsx published                      door 404 404 404 200 404 200
GET  /animation/journees/{day}/inscriptions.csv published                       door 404 404 404 200 404 200
GET  /animation/journees/{day}/emargement.xlsx published                        door 404 404 404 200 404 200
GET  /animation/journees/{day}/emargement.csv none                              door 404 404 404 404 404 404
GET  /animation/journees/{day}/emargement.csv published                         door 404 404 404 200 404 200
POST /journees/{day}/emargement         published                               kept 422 422 422 422 422 422
POST /journees/{day}/emargement         draft                                   kept 404 404 404 404 404 404
POST /journees/{day}/emargement         none                                    kept 404 404 404 404 404 404
POST /animation/journees/{day}/emargement published                             kept 404 404 404 303 404 303
POST /animation/journees/{day}/emargement none                                  kept 404 404 404 404 404 404
POST /animation/journees/{day}/feuilles published                               kept 404 404 404 303 404 303
POST /animation/journees/{day}/feuilles none                                    kept 404 404 404 404 404 404
GET  /journees/propositions             -                                       door 200 200 404 200 404 200
GET  /journees/propositions             ?etat=retenue&public=tous&tri=recentes  door 200 200 404 200 404 200
GET  /journees/propositions/nouvelle    -                                       door 200 200 404 200 404 200
GET  /journees/propositions/{proposal}  theirs                                  door 200 200 404 200 404 200
GET  /journees/propositions/{proposal}  merged                                  door 308 308 404 308 404 308
GET  /journees/propositions/{proposal}  none                                    door 404 404 404 404 404 404
GET  /journees/propositions/{proposal}/modifier mine                            door 200 200 404 200 404 200
GET  /journees/propositions/{proposal}/modifier theirs                          door 404 404 404 404 404 404
GET  /journees/besoins                  -                                       door 200 200 404 404 404 404
GET  /journees/{day}/questionnaire/{moment} over/chaud                          door 200 200 404 404 404 404
GET  /journees/{day}/questionnaire/{moment} over/froid                          door 404 404 404 404 404 404
GET  /journees/{day}/questionnaire/{moment} over/tiede                          door 404 404 404 404 404 404
GET  /journees/{day}/questionnaire/{moment} none/chaud                          door 404 404 404 404 404 404
GET  /animation/journees/besoins        -                                       door 404 404 404 200 404 200
GET  /animation/journees/besoins/nouveau -                                      door 404 404 404 200 404 200
GET  /animation/journees/besoins/{survey} needs                                 door 404 404 404 200 404 200
GET  /animation/journees/besoins/{survey} needs?public=conseil                  door 404 404 404 200 404 200
GET  /animation/journees/besoins/{survey} none                                  door 404 404 404 404 404 404
GET  /animation/journees/besoins/{survey}/questions needs                       door 404 404 404 200 404 200
GET  /animation/journees/besoins/{survey}/questions none                        door 404 404 404 404 404 404
GET  /animation/journees/questions/{moment} besoins                             door 404 404 404 200 404 200
GET  /animation/journees/questions/{moment} tiede                               door 404 404 404 404 404 404
GET  /animation/journees/{day}/questionnaires over                              door 404 404 404 200 404 200
GET  /animation/journees/{day}/questionnaires none                              door 404 404 404 404 404 404
GET  /animation/journees/{day}/questionnaires/{moment} draft/froid              door 404 404 404 200 404 200
GET  /animation/journees/{day}/questionnaires/{moment} over/tiede               door 404 404 404 404 404 404
POST /journees/propositions/nouvelle    -                                       kept 303 303 404 303 404 303
POST /journees/propositions/{proposal}  theirs                                  kept 303 303 404 303 404 303
POST /journees/propositions/{proposal}  none                                    kept 404 404 404 404 404 404
POST /journees/propositions/{proposal}/modifier mine                            kept 303 303 404 303 404 303
POST /journees/propositions/{proposal}/modifier theirs                          kept 404 404 404 404 404 404
POST /journees/besoins                  -                                       kept 303 303 404 404 404 404
POST /journees/{day}/questionnaire/{moment} over/chaud                          kept 303 303 404 404 404 404
POST /journees/{day}/questionnaire/{moment} over/froid                          kept 404 404 404 404 404 404
POST /animation/journees/besoins/nouveau -                                      kept 404 404 404 422 404 422
POST /animation/journees/besoins/{survey} needs                                 kept 404 404 404 303 404 303
POST /animation/journees/besoins/{survey} none                                  kept 404 404 404 404 404 404
POST /animation/journees/besoins/{survey}/questions needs                       kept 404 404 404 422 404 422
POST /animation/journees/besoins/{survey}/questions none                        kept 404 404 404 404 404 404
POST /animation/journees/questions/{moment} chaud                               kept 404 404 404 303 404 422
POST /animation/journees/questions/{moment} tiede                               kept 404 404 404 404 404 404
POST /animation/journees/{day}/questionnaires over                              kept 404 404 404 303 404 303
POST /animation/journees/{day}/questionnaires none                              kept 404 404 404 404 404 404
POST /animation/journees/{day}/questionnaires/{moment} draft/froid              kept 404 404 404 303 404 422
POST /animation/journees/{day}/questionnaires/{moment} none/froid               kept 404 404 404 404 404 404
POST /journees/agenda                   -                                       kept 200 200 200 200 200 200
POST /animation/journees                -                                       kept 404 404 404 303 404 303
POST /animation/journees/nouvelle       -                                       kept 404 404 404 303 404 303
POST /animation/journees/{day}          published                               kept 404 404 404 303 404 303
POST /animation/journees/{day}          draft                                   kept 404 404 404 422 404 422
POST /animation/journees/{day}          none                                    kept 404 404 404 404 404 404
POST /animation/journees/{day}/modifier draft                                   kept 404 404 404 422 404 422
POST /animation/journees/{day}/modifier none                                    kept 404 404 404 404 404 404
POST /journees/{day}                    published                               kept 303 303 422 422 422 422
POST /journees/{day}                    draft                                   kept 404 404 404 404 404 404
POST /journees/{day}                    none                                    kept 404 404 404 404 404 404
POST /journees/{day}/questions          published                               kept 303 303 404 303 404 303
POST /journees/{day}/questions          none                                    kept 404 404 404 404 404 404
POST /journees/{day}/compte-rendu       told                                    kept 404 404 404 303 404 303
POST /journees/{day}/compte-rendu       none                                    kept 404 404 404 404 404 404
POST /journees/{day}/compte-rendu/modifier writing                                 kept 404 404 404 303 404 303
POST /journees/{day}/compte-rendu/modifier none                                    kept 404 404 404 404 404 404
POST /animation/journees/{day}/documents published                               kept 404 404 404 422 404 422
POST /animation/journees/{day}/documents none                                    kept 404 404 404 404 404 404
POST /forums/{board}/nouveau            jury-et-apres-jury                      kept 303 303 404 303 404 404
POST /forums/{board}/nouveau            certifications-et-certificateurs        kept 303 303 404 303 404 404
POST /forums/{board}/nouveau            assistantes-et-assistants               kept 404 303 404 303 404 404
POST /forums/{board}/nouveau            vie-de-la-communaute                    kept 303 303 303 303 404 303
POST /forums/{board}/nouveau            preparation-des-journees                kept 404 404 404 303 404 404
POST /forums/{board}/nouveau            nulle-part                              kept 404 404 404 404 404 404

POST /forums/sujets/{topic}             theirs@jury-et-apres-jury               kept 303 303 404 303 404 404
POST /forums/sujets/{topic}             theirs@certifications-et-certificateurs kept 303 303 303 303 404 404
POST /forums/sujets/{topic}             theirs@assistantes-et-assistants        kept 404 303 404 303 404 404
POST /forums/sujets/{topic}             theirs@vie-de-la-communaute             kept 303 303 303 303 404 303
POST /forums/sujets/{topic}             theirs@preparation-des-journees         kept 404 404 404 303 404 404
POST /forums/sujets/{topic}             mine                                    kept 303 303 303 303 404 303
POST /forums/sujets/{topic}             none                                    kept 404 404 404 404 404 404

POST /forums/sujets/{topic}/modifier    mine                                    kept 303 303 303 303 404 303
POST /forums/sujets/{topic}/modifier    theirs@vie-de-la-communaute             kept 404 404 404 404 404 404
POST /forums/sujets/{topic}/modifier    theirs@preparation-des-journees         kept 404 404 404 404 404 404
POST /forums/sujets/{topic}/modifier    none                                    kept 404 404 404 404 404 404
POST /forums/reponses/{reply}/modifier  mine                                    kept 303 303 303 303 404 303
POST /forums/reponses/{reply}/modifier  theirs@vie-de-la-communaute             kept 404 404 404 404 404 404
POST /forums/reponses/{reply}/modifier  theirs@preparation-des-journees         kept 404 404 404 404 404 404
POST /forums/reponses/{reply}/modifier  none                                    kept 404 404 404 404 404 404

GET  /ressources                        -                                       door 200 200 200 200 200 200
GET  /ressources                        ?q=zzyzxw&nature=template&etape=2       door 200 200 200 200 200 200
GET  /ressources                        ?q=document                             door 200 200 200 200 200 200
GET  /ressources                        ?certification=25467                    door 200 200 200 200 200 200
GET  /ressources                        ?certificateur=ministere-du-travail     door 200 200 200 200 200 200
GET  /ressources                        ?page=99                                door 404 404 404 404 404 404
GET  /ressources.atom                   -                                       404  200 200 200 200 200 200
GET  /ressources.atom                   ?cle=AAAA                               404  200 200 200 200 200 200
GET  /ressources/actualites.atom        ?annee=2027                             404  200 200 200 200 200 200
GET  /ressources/certifications.atom    ?niveau=3                              404  200 200 200 200 200 200
GET  /ressources/actualites             -                                       door 200 200 200 200 200 200
GET  /ressources/actualites             ?page=99                                door 404 404 404 404 404 404
GET  /ressources/actualites/nouvelle    -                                       door 404 404 200 200 404 200
GET  /ressources/actualites/{update}    theirs                                  door 200 200 200 200 200 200
GET  /ressources/actualites/{update}    none                                    door 404 404 404 404 404 404
GET  /ressources/actualites/{update}/corriger theirs                            door 404 404 404 200 404 200
GET  /ressources/actualites/{update}/corriger none                              door 404 404 404 404 404 404
GET  /ressources/depots                 -                                       door 200 200 200 200 404 404
GET  /ressources/favoris                -                                       door 200 200 200 200 200 200
GET  /ressources/collections/{collection} mine                                  door 200 200 200 200 200 200
GET  /ressources/collections/{collection} theirs                                door 404 404 404 404 404 404
GET  /ressources/collections/{collection} shared                                door 200 200 200 200 200 200
GET  /ressources/collections/{collection} none                                  door 404 404 404 404 404 404
GET  /ressources/suivis                 -                                       door 200 200 200 200 200 200
GET  /ressources/documents/{document}/avis                   theirs                   door 200 200 200 200 404 200
GET  /ressources/documents/{document}/avis                   antennes                 door 200 200 404 200 404 200
GET  /ressources/documents/{document}/avis                   none                     door 404 404 404 404 404 404
POST /ressources/actualites/nouvelle    -                                       kept 404 404 422 303 404 303
POST /ressources/actualites/{update}/corriger theirs                            kept 404 404 404 303 404 422
POST /ressources/actualites/{update}/corriger none                              kept 404 404 404 404 404 404
POST /ressources/favoris                -                                       kept 303 303 303 303 303 303
POST /ressources/suivis                 -                                       kept 303 303 303 303 303 303
POST /ressources/documents/{document}/avis                   theirs                   kept 303 303 303 303 404 303
POST /ressources/documents/{document}/avis                   antennes                 kept 303 303 404 303 404 303
POST /ressources/documents/{document}/avis                   none                     kept 404 404 404 404 404 404
POST /ressources/documents/{document}/rangement              theirs                   kept 303 303 303 303 303 303
POST /ressources/documents/{document}/rangement              antennes                 kept 303 303 404 303 404 303
POST /ressources/documents/{document}/rangement              none                     kept 404 404 404 404 404 404
POST /ressources/collections/{collection} mine                                  kept 303 303 303 303 303 303
POST /ressources/collections/{collection} theirs                                kept 404 404 404 404 404 404
POST /ressources/collections/{collection} shared                                kept 404 404 404 404 404 404
POST /ressources/collections/{collection} none                                  kept 404 404 404 404 404 404

POST /api/cles/entree                   -                                       415  415 415 415 415 415 415
POST /api/cles/entree/fin               -                                       415  415 415 415 415 415 415
POST /api/cles/ajout                    -                                       kept 415 415 415 415 415 415
POST /api/cles/ajout/fin                -                                       kept 415 415 415 415 415 415
POST /api/apercu                        -                                       kept 200 200 200 200 200 200
GET  /api/apercu                        -                                       405  405 405 405 405 405 405
POST /api/nulle-part                    -                                       404  404 404 404 404 404 404
POST /nulle-part                        -                                       404  404 404 404 404 404 404

GET  /pkg/communaute.34.css             -                                       200  200 200 200 200 200 200
GET  /fonts/letters.woff2               -                                       200  200 200 200 200 200 200
GET  /favicon.svg                       -                                       200  200 200 200 200 200 200
POST /favicon.svg                       -                                       405  405 405 405 405 405 405
GET  /healthz                           -                                       200  200 200 200 200 200 200
GET  /readyz                            -                                       200  200 200 200 200 200 200
POST /readyz                            -                                       405  405 405 405 405 405 405
GET  /metrics                           -                                       404  404 404 404 404 404 404
";

/// One line of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) method: &'static str,
    pub(super) route: &'static str,
    pub(super) thing: &'static str,
    /// Signed out, then each role in the order of `Role::ALL`.
    pub(super) outcomes: [&'static str; 7],
}

/// Its lines.
pub(super) fn rows() -> Vec<Row> {
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let (head, outcomes) = cells.split_at_checked(3).unwrap_or_default();
        let outcomes = outcomes.try_into().unwrap_or_else(|_| panic!("not seven outcomes: {line}"));
        Row { method: head[0], route: head[1], thing: head[2], outcomes }
    };
    TABLE.lines().filter(|line| !line.is_empty()).map(row).collect()
}
