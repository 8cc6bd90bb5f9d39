#!/bin/sh
# tools/clients/check.sh: asks heed serve with clients that others publish; see README.md there.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
folder=${HEED_CLIENTS:-${TMPDIR:-/tmp}/heed-clients}
mkdir -p "$folder/node"
if [ ! -x "$folder/python/bin/python" ]; then
    python3 -m venv "$folder/python"
    "$folder/python/bin/pip" install -q openai langchain-openai llama-index-core llama-index-embeddings-openai litellm httpx
fi
if [ ! -d "$folder/node/node_modules/openai" ]; then
    (cd "$folder/node" && npm init -y >/dev/null && npm install --silent openai ai @ai-sdk/openai-compatible)
fi
cp "$here/check.mjs" "$folder/node/"
exec "$folder/python/bin/python" "$here/check.py" "${HEED:-'$here/../../heed'}" "$folder/node/check.mjs"
