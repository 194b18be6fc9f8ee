#!/usr/bin/env bash
# The step of action.yml: reports in a folder, annotations on the output, Markdown in the summary, and the exit code of
# `umbridge conform`. Whoever only judges builds the program without the emulator.
set -euo pipefail

program=$PROGRAM
if [ -z "$program" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  source=(--path "$(cd "$(dirname "$0")/../../.." && pwd)/crates/cli")
  if [ -n "$VERSION" ]; then
    source=(--git "$REPOSITORY" --tag "$VERSION" umbridge)
  fi
  cargo install --quiet --locked --no-default-features --root "$folder" "${source[@]}"
  program=$folder/bin/umbridge
fi

words=(conform)
[ -z "$URL" ] || words+=("$URL")
[ -z "$TARGET" ] || words+=(--target "$TARGET")
for vendor in ${VENDOR//,/ }; do
  words+=(--vendor "$vendor")
done

mkdir -p "$REPORTS"
# A summary of another run would be taken for this one's.
rm -f "$REPORTS/summary.md"
code=0
"$program" "${words[@]}" --github \
  --html "$REPORTS/report.html" \
  --json "$REPORTS/report.json" \
  --junit "$REPORTS/report.xml" \
  --markdown "$REPORTS/summary.md" \
  --badge "$REPORTS/badge.json" || code=$?
if [ -f "$REPORTS/summary.md" ]; then
  cat "$REPORTS/summary.md" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$code"
