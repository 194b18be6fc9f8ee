#!/usr/bin/env bash
# The step of action.yml: annotations on the output, Markdown in the summary, and the exit code of `umbridge diff`.
set -euo pipefail

program=$PROGRAM
if [ -z "$program" ]; then
  root=$(cd "$(dirname "$0")/../../.." && pwd)
  target=${CARGO_TARGET_DIR:-$root/target}
  cargo build --release --quiet --locked --manifest-path "$root/Cargo.toml" --target-dir "$target" \
    --package umbridge --no-default-features
  program=$target/release/umbridge
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

base=$BASE
if [ -z "$base" ]; then
  # Checkouts are shallow: the commit may have to be fetched first.
  git cat-file -e "$BASE_REF^{commit}" 2>/dev/null || git fetch --quiet --depth=1 origin "$BASE_REF"
  if [ -z "$(git ls-tree "$BASE_REF" -- "$REVISION")" ]; then
    echo "::notice::There is no $REVISION at $BASE_REF, so there is nothing to compare with."
    exit 0
  fi
  git archive "$BASE_REF" -- "$REVISION" | tar -x -C "$folder"
  base=$folder/$REVISION
fi

compare() {
  "$program" diff "$base" "$REVISION" --fail-on "$FAIL_ON" ${ACCEPT:+--accept "$ACCEPT"} "$@"
}

# Exit code 1 is a finding, to be shown in every form first; anything above it has no report to show.
shown() {
  local code=0
  compare "$@" >/dev/null || code=$?
  [ "$code" -le 1 ] || exit "$code"
}

shown --format markdown --output "$folder/summary.md"
cat "$folder/summary.md" >>"$GITHUB_STEP_SUMMARY"
if [ -n "$SARIF" ]; then
  shown --format sarif --output "$SARIF"
fi
compare --format github
