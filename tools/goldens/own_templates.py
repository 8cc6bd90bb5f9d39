"""Small templates of our own, one or more for each construct that chat templates use; see chat_templates.py."""

TEMPLATES = [
    ("output of each kind of value", "{{ n }} {{ x }} {{ none }} {{ yes }} {{ words }} {{ map }} {{ big }} {{ missing }}|{{ 1e20 }} {{ 1.0e-7 }} {{ 3.0 }} {{ (1, 2) }} {{ ('a',) }} {{ 'it\\'s' ~ \"\\x41\\u00e9\\n\" }}"),
    ("white space at both braces", "a  \n  {%- if yes -%}  \n b {{- ' c ' -}} \n d\n  {% endif %}\n\n  e {#- gone -#}  f\n"),
    ("blocks on lines of their own", "<\n  {% if yes %}\n  yes\n  {% else %}\n  no\n  {% endif %}\n\t{# comment #}\n  {{ n }}\n>\n\n"),
    ("plus keeps white space", "<\n  {%+ if yes +%}\n  yes\n  {%+ endif %}\n>"),
    ("raw", "a\n  {% raw %}\n {{ x }} {% if %} {% endraw %}\n b{%- raw -%}  {# #}  {%- endraw -%}  c"),
    ("if, elif, else", "{% for i in range(4) %}{% if i == 0 %}zero{% elif i is odd %}odd{% else %}even{% endif %},{% endfor %}"),
    ("loop variables", "{% for w in words %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.previtem }}{{ loop.nextitem }}{{ loop.cycle('x', 'y') }}{{ loop.changed(w|length) }}{{ loop.depth }};{% endfor %}"),
    ("loops with else, filters, unpacking", "{% for a in empty %}{{ a }}{% else %}none{% endfor %}{% for w in words if w|length > 3 %}{{ loop.index }}{{ w }}{% else %}x{% endfor %}{% for k, v in map.items() %}{{ k }}={{ v }};{% endfor %}{% for k in map %}{{ k }}{% endfor %}{% for c in 'añ😸' %}[{{ c }}]{% endfor %}"),
    ("break and continue", "{% for i in range(9) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}"),
    ("scopes", "{% set a = 1 %}{% for i in range(3) %}{{ a }}{% set a = a + 10 %}{{ a }};{% endfor %}{{ a }}{% if yes %}{% set a = 5 %}{% endif %}{{ a }}{% with a = 7, b = a %}{{ a }}{{ b }}{% set a = 8 %}{% endwith %}{{ a }}"),
    ("set, unpacked and in blocks", "{% set a, b = 1, 'two' %}{{ a }}{{ b }}{% set c %}  x {{ a }} {% endset %}[{{ c }}]{% set d | upper | trim %} hello {% endset %}[{{ d }}]{% filter upper %}shout {{ b }}{% endfilter %}"),
    ("namespace", "{% set ns = namespace(found=false, n=0) %}{% for m in messages %}{% set ns.n = ns.n + 1 %}{% if m.role == 'tool' %}{% set ns.found = true %}{% endif %}{% endfor %}{{ ns.found }} {{ ns.n }} {{ ns.other is defined }}"),
    ("macros", "{% macro m(a, b='B', c=none) %}{{ a }}{{ b }}{{ c }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1) }}{{ m(1, 2, 3, 4) }}{{ m(a='x', c='y') }}{{ m() }}{{ m(1, z=3) }}"),
    ("macros see what is set later", "{% macro m() %}{{ later }}{% endmacro %}{% set later = 'L' %}{{ m() }}{% macro r(k) %}{{ k }}{% if k > 0 %}{{ r(k - 1) }}{% endif %}{% endmacro %}{{ r(3) }}"),
    ("call blocks", "{% macro box(t) %}[{{ t }}:{{ caller(2) }}]{% endmacro %}{% call(k) box('T') %}in {{ k }} {{ n }}{% endcall %}"),
    ("inline if", "{{ 'a' if yes else 'b' }}{{ 'a' if none }}{{ ('x' if n > 9 else 'y') ~ 'z' }}{{ 1 if none else 2 if yes else 3 }}"),
    ("slices", "{{ words[1:] }}{{ words[:-1] }}{{ words[::-1] }}{{ words[-2:] }}{{ words[::2] }}{{ words[5:] }}{{ words[-9:2] }}{{ words[3:0:-2] }}{{ text[2:5] }}{{ text[::-1] }}{{ text[9] }}{{ text[-3:] }}{{ 'a😸b'[1] }}{{ 'a😸b'[1:] }}{{ 'a😸b'|length }}{{ messages[1:]|length }}{{ messages[-1]['content'] }}"),
    ("arithmetic", "{{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 6 / 2 }} {{ 2 ** 10 }} {{ 2 ** -1 }} {{ 1 + 2 * 3 - 4 }} {{ -n + 2 }} {{ n * 'ab' }} {{ 'x' * 3 }} {{ [1] * 2 + [3] }} {{ 1.5 + 1 }} {{ true + 1 }} {{ 0x10 }} {{ 1_000 }} {{ 7.5 // 2 }} {{ -7.5 % 2 }}"),
    ("comparisons", "{{ 1 < 2 < 3 }}{{ 1 == 1.0 }}{{ true == 1 }}{{ 'a' < 'b' }}{{ 'Z' < 'a' }}{{ [1, 2] < [1, 3] }}{{ 1 != 2 }}{{ none == none }}{{ 'é' in text }}{{ 'pear' in words }}{{ 'b' not in map }}{{ not yes }}{{ 1 and 0 or 'x' }}{{ missing == missing }}{{ 'a' in missing }}{{ {'a': 1} == {'a': 1.0} }}{{ (1, 2) == [1, 2] }}"),
    ("tests", "{{ missing is defined }}{{ n is defined }}{{ none is none }}{{ n is none }}{{ map is mapping }}{{ words is mapping }}{{ words is sequence }}{{ text is sequence }}{{ text is string }}{{ n is string }}{{ n is number }}{{ yes is number }}{{ yes is boolean }}{{ x is float }}{{ n is integer }}{{ yes is integer }}{{ words is iterable }}{{ n is iterable }}{{ none is iterable }}{{ yes is true }}{{ n is true }}{{ none is false }}{{ n is odd }}{{ n is divisibleby 7 }}{{ n is divisibleby(2) }}{{ n is eq 7 }}{{ n is not defined }}{{ 'a' is in 'abc' }}{{ n is gt(3) }}{{ 'abc' is lower }}{{ 'ABC' is upper }}{{ map.items is callable }}{{ n is sameas n }}{{ map.text is string and n is not string }}"),
    ("undefined", "[{{ missing }}][{{ missing|length }}][{{ missing|default('d') }}][{{ none|default('d') }}][{{ none|default('d', true) }}][{{ ''|d('e', boolean=true) }}][{{ map.nothing }}][{{ map['nothing'] }}][{{ words[99] }}]{% for i in missing %}x{% endfor %}[{{ missing|upper }}][{{ missing is iterable }}]"),
    ("tojson", "{{ map|tojson }}|{{ map|tojson(indent=2) }}|{{ map|tojson(ensure_ascii=true) }}|{{ map|tojson(ensure_ascii=False) }}|{{ map|tojson(sort_keys=true, separators=(',', ':')) }}|{{ tools|tojson(indent=4) }}|{{ ''|tojson }}{{ []|tojson(indent=2) }}{{ {}|tojson(indent=1) }}{{ (1, 2)|tojson }}{{ x|tojson }}{{ {1: none, 'a': 2}|tojson }}{{ big|tojson }}{{ '\x7f</script>'|tojson }}"),
    ("methods of strings", "{{ text.strip() }}|{{ text.lstrip() }}|{{ text.rstrip() }}|{{ text.split() }}|{{ text.split(',') }}|{{ 'a b  c'.split(' ') }}|{{ 'a b c'.split(' ', 1) }}|{{ 'a b c'.rsplit(' ', 1) }}|{{ ' a  b c '.split(none, 1) }}|{{ ' a  b c '.rsplit(none, 1) }}|{{ text.splitlines() }}|{{ 'xxaxx'.strip('x') }}|{{ 'abc'.startswith('ab') }}|{{ 'abc'.endswith(('x', 'bc')) }}|{{ 'aBc'.upper() }}{{ 'aBc'.lower() }}{{ 'aBc dEF'.title() }}{{ 'aBc'.capitalize() }}{{ 'aBc'.swapcase() }}|{{ 'banana'.replace('a', 'o') }}|{{ 'banana'.replace('a', 'o', 1) }}|{{ 'ab'.replace('', '-') }}|{{ 'banana'.find('na') }}{{ 'banana'.rfind('na') }}{{ '😸a'.find('a') }}{{ 'b'.find('z') }}|{{ ', '.join(words) }}|{{ 'banana'.count('a') }}|{{ '12'.isdigit() }}{{ 'a1'.isalnum() }}{{ 'a1'.isalpha() }}{{ ' '.isspace() }}{{ 'aB'.isupper() }}|{{ 'abc'.removeprefix('a').removesuffix('c') }}|{{ 'a=b=c'.partition('=') }}{{ 'a=b=c'.rpartition('=') }}|{{ '7'.zfill(3) }}{{ '-7'.zfill(4) }}[{{ 'a'.ljust(3) }}][{{ 'a'.rjust(3) }}]"),
    ("formats", "{{ '{} and {1}'.format('a') if false else '{} {}'.format('a', 2) }}{{ '{1}{0}{{}}'.format(1, 2) }}{{ '{a:>5}|{b:<4}|{c:03d}|{d:.2f}|{e:5}|{f:5}|'.format(a='x', b='y', c=7, d=1.005, e='s', f=3) }}{{ '%s is %d and %.1f%% %r' % ('it', 3, 2.25, 'q') }}{{ '%05d|%-4s|' % (42, 'ab') }}{{ '%s'|format(n) }}"),
    ("methods of mappings and lists", "{{ map.get('b') }}{{ map.get('z') }}{{ map.get('z', 'd') }}{{ map.keys()|list }}{{ map.values()|list }}{{ map.items()|list }}{{ words.index('fig') }}{{ words.count('fig') }}{{ map|items|list }}{{ map.b }}{{ map['b'] }}{{ people[0].name }}{{ people.0.name }}"),
    ("filters of strings", "{{ 'aB c'|upper }}{{ 'aB c'|lower }}{{ 'aB c-d e'|title }}{{ 'aB c'|capitalize }}[{{ '  a '|trim }}][{{ 'xax'|trim('x') }}]{{ 'banana'|replace('a', 'o', 2) }}{{ text|indent }}|{{ text|indent(2, true) }}|{{ text|indent(width='> ', blank=true) }}|{{ 'x'|center(6) }}|{{ text|wordcount }}|{{ '<a href=\"x\">'|e }}{{ n|string + '!' }}{{ text|safe|length }}"),
    ("filters of numbers", "{{ '42'|int }}{{ '4x'|int }}{{ '4x'|int(9) }}{{ '3.9'|int }}{{ 3.9|int }}{{ '1f'|int(0, 16) }}{{ '2.50'|float }}{{ 'x'|float }}{{ -3|abs }}{{ 2.567|round(2) }}{{ 2.5|round }}{{ 2.1|round(0, 'ceil') }}{{ 2.9|round(method='floor') }}"),
    ("filters of sequences", "{{ words|join(', ') }}|{{ people|join('/', attribute='name') }}|{{ words|first }}{{ words|last }}{{ empty|first }}{{ words|length }}{{ words|count }}{{ words|sort }}{{ words|sort(reverse=true, case_sensitive=true) }}{{ people|sort(attribute='age,name')|map(attribute='name')|list }}{{ people|map(attribute='x', default='?')|list }}{{ words|map('upper')|join }}{{ people|selectattr('age', 'equalto', 31)|map(attribute='name')|list }}{{ people|rejectattr('age', 'gt', 10)|list }}{{ [0, 1, '', 'a', none]|select|list }}{{ words|reject('in', ['fig'])|list }}{{ words|unique|list }}{{ [3, 1, 2]|min }}{{ words|max }}{{ [1, 2.5]|sum }}{{ people|sum(attribute='age') }}{{ words|reverse|list }}{{ 'abc'|reverse }}{{ 'abc'|list }}{{ map|dictsort }}{{ {'B': 1, 'a': 0}|dictsort(by='value') }}{{ [1, 2, 3, 4, 5]|batch(2)|list }}{{ [1, 2, 3]|batch(2, 'x')|list }}{{ [1, 2, 3, 4, 5]|slice(3)|list }}{% for g in people|groupby('age') %}{{ g[0] }}:{{ g[1]|length }};{% endfor %}"),
    ("safe text escapes what is added", "{{ '<a>'|safe + '<b> & \\'c\\'' }}{{ '<' + '>'|safe }}{{ '<a>'|safe ~ '<b>' }}{{ ('<a> '|safe).strip() + '<' }}{{ '<'|e|e }}{{ none|selectattr('a')|list }}{{ missing|map('upper')|list }}"),
    ("a filter that is not there, not reached", "{% if none %}{{ n|nosuch }}{% endif %}x"),
    ("binding", "{{ 1 ~ 2 ~ 3 }}{{ 'a' ~ n }}{{ -2 ** 2 }}{{ not 1 == 2 }}{{ 'a' 'b' }}{{ 2 * 3 ** 2 }}{{ n|string ~ 'x'|upper }}{{ 'a' if 'b' is string and not none else 'c' }}{{ (n - 1) * 2 }}{{ n is defined and n > 3 }}{{ [1, 2, ][0] }}{{ {'a': {'b': 'c'}}.a.b }}{{ -n|abs }}"),
    ("dates", "{{ strftime_now('%d %b %Y') }}|{{ strftime_now('%Y-%m-%d %H:%M:%S') }}|{{ strftime_now('%A, %B %-d, %y %I%p %j %%') }}"),
    ("generation", "{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}{% set leak = 1 %}{% endgeneration %}{{ leak }}{% endif %}{% endfor %}"),
    ("joiner and dict", "{% set j = joiner(' | ') %}{% for w in words %}{{ j() }}{{ w }}{% endfor %}{{ dict(a=1, b='x') }}{{ range(5)|list }}{{ range(2, 9, 3)|list }}{{ range(3, 0, -1)|list }}"),
    ("a whole chat", "{{- bos_token }}{%- if messages[0]['role'] == 'system' -%}{%- set system = messages[0]['content'] -%}{%- set rest = messages[1:] -%}{%- endif -%}\n{%- for m in rest %}\n{{- '<|' + m['role'] + '|>\\n' + m['content'] | trim + eos_token + '\\n' }}\n{%- if m.tool_calls is defined %}{% for c in m.tool_calls %}{{ c.function.name }}({{ c.function.arguments | tojson }}){% endfor %}{% endif %}\n{%- endfor %}\n{%- if add_generation_prompt %}\n{{- '<|assistant|>\\n' }}\n{%- endif %}"),
    ("refused: the template's own words", "{{ raise_exception('Roles must alternate') }}"),
    ("refused: attribute of undefined", "{{ missing.name }}"),
    ("refused: order of mixed kinds", "{{ 1 < 'a' }}"),
    ("refused: sum of mixed kinds", "{{ 1 + 'a' }}"),
    ("refused: changing a list", "{% set a = [1] %}{{ a.append(2) }}"),
    ("refused: too few values", "{% for a, b in [1] %}{% endfor %}"),
    ("refused: no such filter", "{{ n|nosuch }}"),
    ("refused: no such test", "{{ n is nosuch }}"),
    ("refused: not closed", "{% if yes %}"),
    ("refused: unknown tag", "{% nosuch %}"),
    ("refused: undefined as JSON", "{{ missing|tojson }}"),
    ("refused: calling what is no function", "{{ n() }}"),
]

# Chats with functions, in the forms in which models write calls; asked for over HTTP and rendered by chat_templates.py tools.
_TAGGED = (
    "{%- if tools %}<|im_start|>system\n{% if messages[0].role == 'system' %}{{ messages[0].content }}\n\n{% endif %}# Tools\n<tools>"
    "{% for tool in tools %}\n{{ tool | tojson }}{% endfor %}\n</tools>\nCall as <tool_call>\n{\"name\": …, \"arguments\": …}\n</tool_call><|im_end|>\n"
    "{% elif messages[0].role == 'system' %}<|im_start|>system\n{{ messages[0].content }}<|im_end|>\n{% endif %}"
    "{% for m in messages %}{% if m.role == 'user' or m.role == 'assistant' and not m.tool_calls %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n"
    "{% elif m.role == 'assistant' %}<|im_start|>assistant{% if m.content %}\n{{ m.content }}{% endif %}"
    "{% for c in m.tool_calls %}{{ '\\n<tool_call>\\n' }}{\"name\": \"{{ c.function.name }}\", \"arguments\": {{ c.function.arguments | tojson }}}{{ '\\n</tool_call>' }}{% endfor %}<|im_end|>\n"
    "{% elif m.role == 'tool' %}{% if loop.previtem.role != 'tool' %}<|im_start|>user{% endif %}\n<tool_response>\n{{ m.content }}\n</tool_response>"
    "{% if loop.last or loop.nextitem.role != 'tool' %}<|im_end|>\n{% endif %}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n<|go|>{% endif %}")
_LISTED = (
    "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}{% if tools and loop.last %}[AVAILABLE_TOOLS] {{ tools | tojson }}[/AVAILABLE_TOOLS]{% endif %}[INST] {{ m.content }}[/INST]"
    "{% elif m.tool_calls %}[TOOL_CALLS] [{% for c in m.tool_calls %}{% if c.id | length != 9 %}{{ raise_exception('Tool call IDs should be alphanumeric strings with length 9!') }}{% endif %}"
    "{{ (c.function | tojson)[:-1] }}, \"id\": \"{{ c.id }}\"}{% if not loop.last %}, {% endif %}{% endfor %}]{{ eos_token }}"
    "{% elif m.role == 'tool' %}[TOOL_RESULTS] {\"content\": {{ m.content }}, \"call_id\": \"{{ m.tool_call_id }}\"}[/TOOL_RESULTS]"
    "{% elif m.role == 'assistant' %} {{ m.content }}{{ eos_token }}{% endif %}{% if loop.last and tools and m.role != 'user' %}[AVAILABLE_TOOLS] {{ tools | tojson }}[/AVAILABLE_TOOLS]{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<|go|>{% endif %}")
_NAMED = (
    "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}{% if tools and loop.first %}[AVAILABLE_TOOLS]{{ tools | tojson }}[/AVAILABLE_TOOLS]{% endif %}[INST]{{ m.content }}[/INST]"
    "{% elif m.tool_calls %}{% for c in m.tool_calls %}[TOOL_CALLS]{{ c.function.name }}[CALL_ID]{{ c.id }}[ARGS]{{ c.function.arguments | tojson }}{% endfor %}{{ eos_token }}"
    "{% elif m.role == 'tool' %}[TOOL_RESULTS]{{ m.tool_call_id }}[TOOL_CONTENT]{{ m.content }}[/TOOL_RESULTS]"
    "{% elif m.role == 'assistant' %}{{ m.content }}{{ eos_token }}{% endif %}{% endfor %}{% if add_generation_prompt %}<|go|>{% endif %}")
_BARE = (
    "{{ bos_token }}{% if tools is defined and tools is not none %}<|header|>system<|/header|>\n\nAnswer with {\"name\": …, \"parameters\": …} alone.\n\n{% for t in tools %}{{ t | tojson(indent=4) }}\n\n{% endfor %}<|eot|>{% endif %}"
    "{% for m in messages %}{% if 'tool_calls' in m %}{% if m.tool_calls | length != 1 %}{{ raise_exception('This model only supports single tool-calls at once!') }}{% endif %}"
    "<|header|>assistant<|/header|>\n\n<|go|>{\"name\": \"{{ m.tool_calls[0].function.name }}\", \"parameters\": {{ m.tool_calls[0].function.arguments | tojson }}}<|eot|>"
    "{% elif m.role == 'tool' %}<|header|>ipython<|/header|>\n\n{{ m.name }}: {{ m.content | tojson }}<|eot|>"
    "{% else %}<|header|>{{ m.role }}<|/header|>\n\n{{ m.content | trim }}<|eot|>{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<|header|>assistant<|/header|>\n\n<|go|>{% endif %}")
TOOL_TEMPLATES = {"tagged": _TAGGED, "listed": _LISTED, "named": _NAMED, "bare": _BARE}
