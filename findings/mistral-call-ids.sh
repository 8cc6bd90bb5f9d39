#!/bin/sh
# Mistral Nemo's chat template, as in the source of llama-cpp-python 0.3.36, rendered by jinja2 3.1.6: an assistant's tool call whose id is
# not nine letters or digits long is refused.
#
# One would expect the id of a call to be opaque: a server makes it, a client hands it back with the function's answer, and no id is
# part of what a model reads. This family's templates write it into the prompt and hold it to nine characters; an id of the form that OpenAI's own
# server gives ("call_" and 24 more) ends the second turn of a conversation whose first went well.
#
# Seen: "call_Ab3dE5gH7jK9mN1pQ3sT5vW7" refused with the template's own words; "Ab3dE5gH7" rendered, and standing in the prompt twice.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q jinja2==3.1.6
"$folder/venv/bin/pip" download -q --no-deps --no-binary :all: -d "$folder" llama-cpp-python==0.3.36
tar xzf "$folder"/llama_cpp_python-0.3.36.tar.gz -C "$folder"
cat >"$folder/run.py" <<'PY'
import sys
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment


def refuse(message):
    raise jinja2.TemplateError(message)


environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
environment.policies["json.dumps_kwargs"] = {"sort_keys": False}
environment.globals["raise_exception"] = refuse
source = Path(sys.argv[1], "vendor/llama.cpp/models/templates/mistralai-Mistral-Nemo-Instruct-2407.jinja")
template = environment.from_string(source.read_text(encoding="utf-8"))
for name in ("call_Ab3dE5gH7jK9mN1pQ3sT5vW7", "Ab3dE5gH7"):
    function = {"name": "weather", "arguments": {"city": "Oslo"}}
    messages = [{"role": "user", "content": "How is it in Oslo?"},
                {"role": "assistant", "tool_calls": [{"id": name, "type": "function", "function": function}]},
                {"role": "tool", "tool_call_id": name, "content": "rain"}]
    try:
        text = template.render(messages=messages, bos_token="<s>", eos_token="</s>", tools=None)
        print(name, "rendered,", text.count(name), "times in the prompt")
    except jinja2.TemplateError as refusal:
        print(name, "refused:", refusal)
PY
cd "$folder" # nothing beside the script
found=$("$folder/venv/bin/python" "$folder/run.py" "$folder/llama_cpp_python-0.3.36")
echo "$found"
expected='call_Ab3dE5gH7jK9mN1pQ3sT5vW7 refused: Tool call IDs should be alphanumeric strings with length 9!
Ab3dE5gH7 rendered, 2 times in the prompt'
[ "$found" = "$expected" ] || { echo "changed" >&2; exit 1; }
