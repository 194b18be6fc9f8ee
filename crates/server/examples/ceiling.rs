//! The framework doing next to nothing: what `cargo xtask bench` measures our answers against.

use poem::{
    EndpointExt, Route, Server, get, handler,
    listener::{Acceptor, Listener, TcpListener},
};
use poem_openapi::{Object, OpenApi, OpenApiService, payload::Json};

struct Echo;

/// The shape of a bulk deletion.
#[derive(Object)]
#[oai(rename_all = "camelCase")]
struct Deletion {
    #[oai(validator(min_length = 1))]
    partition_global_id: String,
    #[oai(validator(max_items = 100))]
    user_ids: Vec<String>,
}

#[OpenApi]
impl Echo {
    #[oai(path = "/echo", method = "delete")]
    async fn echo(&self, body: Json<Deletion>) -> Json<Deletion> {
        body
    }
}

#[handler]
fn hello() -> &'static str {
    "hello"
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the first line says where it listens")]
async fn main() -> Result<(), std::io::Error> {
    let app = Route::new()
        .at("/hello", get(hello))
        .nest("/", OpenApiService::new(Echo, "echo", "1"))
        .map_to_response();
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await?;
    let address = acceptor
        .local_addr()
        .into_iter()
        .find_map(|address| address.0.as_socket_addr().copied());
    let address = address.ok_or_else(|| std::io::Error::other("no address"))?;
    println!("listens on http://{address}");
    Server::new_with_acceptor(acceptor).run(app).await
}
