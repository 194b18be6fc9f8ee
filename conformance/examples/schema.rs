//! Writes the JSON Schemas under `schema/`.

fn main() -> std::io::Result<()> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
    for (name, text) in umbridge_conformance::schemas() {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}
