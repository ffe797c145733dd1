//! `serve`: opens everything in order, answers until told to stop, closes everything in the other order.

use app::{Door, Face, Organisation, Settings, Site};
use axum::Router;
use domain::{Community, upkeep};
use leptos::config::{Env, LeptosOptions};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

use crate::{
    assets::Assets,
    commands::say,
    config::{PublicUrl, Serve},
    demo::{self, Filled},
    guard::Limits,
    http::{self, Process},
    place::{self, Opened, Stopped, cannot},
    telemetry,
    worker::Worker,
};

/// Runs the site until SIGTERM or SIGINT.
///
/// # Errors
/// When something cannot be opened, with what to say to the operator.
pub async fn serve(settings: Serve) -> Result<(), Stopped> {
    // Everything that can be refused is, before anything is touched.
    settings.keeping.database()?;
    settings.keeping.files()?;
    let metrics = settings.metrics_token()?;
    let organisation = settings.papers.organisation()?;
    let assets = Assets::load().map_err(|missing| Stopped::new(missing.to_string()))?;
    telemetry::start(&settings.keeping);
    let listener = listen(&settings).await?;
    let public = settings.reaching.public_url(listener.local_addr().map_err(cannot("listen"))?);
    let mailer = settings.mailer(&public)?;

    let Opened { community, engine } =
        place::community(&settings.keeping, mailer, &public.to_string()).await?;
    upkeep::found(&community).await.map_err(cannot("found the community"))?;
    if settings.demo {
        fill(&community).await?;
    }
    let mut worker = Worker::start(&community, &engine, settings.patience());
    if !settings.demo {
        // The demonstration's links are of its own making: nobody's site is asked about them.
        worker.look_at_links(&community, &public.to_string());
    }
    let folding = tokio::spawn(telemetry::figures::fold());

    let process = Process {
        assets,
        limits: limits(&settings),
        trusted: settings.trusted(),
        metrics,
        data: settings.keeping.data.clone(),
        engine,
        measuring: settings.server_timing,
    };
    let router =
        http::build(site(&settings, &public, organisation, community.clone()), process, Router::new());
    greet(&settings, &public);
    let served = http::serve(listener, router, told_to_stop()?).await;

    folding.abort();
    worker.rest().await;
    community.close().await;
    say("Stopped: every request was answered, nothing is lost.");
    served.map_err(cannot("answer"))
}

async fn listen(settings: &Serve) -> Result<TcpListener, Stopped> {
    let address = settings.reaching.address;
    let hint = format!("listen on {address} (another program may be there; VAE_ADDRESS, --address)");
    TcpListener::bind(address).await.map_err(cannot(hint))
}

async fn fill(community: &Community) -> Result<(), Stopped> {
    let hint = "fill the demonstration (--data chooses another folder)";
    if let Filled::Now { people, topics, replies } = demo::fill(community).await.map_err(cannot(hint))? {
        say(format_args!("The demonstration is ready: {people} people, {topics} topics, {replies} replies."));
    }
    Ok(())
}

fn limits(settings: &Serve) -> Limits {
    match (settings.server_timing, settings.demo) {
        (true, _) => Limits::none(),
        (false, true) => Limits::of_a_demonstration(),
        (false, false) => Limits::usual(),
    }
}

fn site(settings: &Serve, public: &PublicUrl, organisation: Organisation, community: Community) -> Site {
    let face = |face: demo::Face| Face {
        name: face.name.to_owned(),
        email: face.email.to_owned(),
        role: face.role.to_owned(),
    };
    let faces = if settings.demo { demo::faces().map(face).into() } else { Vec::new() };
    let legal = settings.legal.clone();
    let example = settings.demo.then(|| "animation@exemple.fr".to_owned());
    let shown = Settings {
        public_url: public.to_string(),
        faces,
        stylesheet: String::new(),
        contact: legal.contact.map(|contact| contact.to_string()).or(example),
        publisher: legal.publisher,
        director: legal.director,
        host: legal.host,
        organisation,
    };
    // The names of the files are the assets' to say.
    let leptos = LeptosOptions::builder()
        .output_name("communaute")
        .site_pkg_dir("pkg")
        .env(Env::PROD)
        .site_addr(settings.reaching.address)
        .build();
    Site { community, pages: app::routes::pages, leptos, settings: shown.into(), door: Door::default() }
}

/// Where it is, and how to get in.
fn greet(settings: &Serve, public: &PublicUrl) {
    say(format_args!("\nThe community is at {public}"));
    if settings.demo {
        say(format_args!("To sign in: {public}/connexion, then choose who to be (one click, no password)."));
    } else {
        let data = settings.keeping.data.display();
        say(format_args!(
            "The first account: communaute-vae link YOUR@ADDRESS --create administrator --data {data} --public-url {public}"
        ));
    }
    if settings.keeps_letters() {
        say(format_args!(
            "Letters are files in {} (VAE_SMTP_URL names a mail server).",
            settings.keeping.data.join("mail").display()
        ));
    }
    if !public.is_secure() && !public.is_local() {
        tracing::warn!("the public URL is not https: sessions and letters' links travel in the clear");
    }
    say("Ctrl-C stops it.\n");
}

/// Cancelled at the first SIGTERM or SIGINT; a second one stops at once.
fn told_to_stop() -> Result<CancellationToken, Stopped> {
    let listen = |kind| signal(kind).map_err(cannot("listen to signals"));
    let (mut terminate, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        for last in [false, true] {
            tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
            if last {
                std::process::exit(130);
            }
            say("Stopping: requests in progress finish first (once more stops at once).");
            told.cancel();
        }
    });
    Ok(stop)
}
