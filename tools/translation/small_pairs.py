"""A small part of English and German as a grammar that knows which word became which.

Each sentence is made in both languages at once, so the word pairs are known and not annotated: articles and endings by case,
the verb second and last, verbs in two parts, compounds, numbers, names and placeholders that are copied, and bank as Bank or
as Ufer by what stands around it.
"""
import random

NOUNS = [  # English, German, gender
    ("dog", "Hund", "m"), ("cat", "Katze", "f"), ("house", "Haus", "n"), ("tree", "Baum", "m"), ("table", "Tisch", "m"),
    ("door", "Tür", "f"), ("book", "Buch", "n"), ("letter", "Brief", "m"), ("man", "Mann", "m"), ("woman", "Frau", "f"),
    ("child", "Kind", "n"), ("car", "Auto", "n"), ("garden", "Garten", "m"), ("city", "Stadt", "f"), ("boat", "Boot", "n"),
    ("bridge", "Brücke", "f"), ("bag", "Tasche", "f"), ("key", "Schlüssel", "m"), ("picture", "Bild", "n"),
    ("window", "Fenster", "n"), ("horse", "Pferd", "n"), ("church", "Kirche", "f"), ("street", "Straße", "f"),
    ("teacher", "Lehrer", "m"), ("doctor", "Arzt", "m"), ("friend", "Freund", "m"), ("sister", "Schwester", "f"),
    ("bread", "Brot", "n"), ("ship", "Schiff", "n"), ("chair", "Stuhl", "m"),
]
PEOPLE = [n for n in NOUNS if n[0] in ("man", "woman", "child", "teacher", "doctor", "friend", "sister", "dog", "cat", "horse")]
THINGS = [n for n in NOUNS if n not in PEOPLE] + [("dog", "Hund", "m"), ("cat", "Katze", "f"), ("horse", "Pferd", "n")]
PLACES = [n for n in NOUNS if n[0] in ("house", "tree", "table", "door", "car", "garden", "bridge", "window", "church", "chair", "boat")]
ADJECTIVES = [("old", "alt"), ("small", "klein"), ("big", "groß"), ("new", "neu"), ("red", "rot"), ("green", "grün"),
              ("tired", "müde"), ("young", "jung"), ("beautiful", "schön"), ("empty", "leer")]
VERBS = [  # past, German past (one), (many), English infinitive, German infinitive
    ("saw", "sah", "sahen", "see", "sehen"), ("found", "fand", "fanden", "find", "finden"),
    ("bought", "kaufte", "kauften", "buy", "kaufen"), ("opened", "öffnete", "öffneten", "open", "öffnen"),
    ("closed", "schloss", "schlossen", "close", "schließen"), ("sold", "verkaufte", "verkauften", "sell", "verkaufen"),
    ("painted", "malte", "malten", "paint", "malen"), ("loved", "liebte", "liebten", "love", "lieben"),
]
PARTED = [(("picked", "up"), "hob", "hoben", "auf"), (("brought", "back"), "brachte", "brachten", "zurück"),
          (("took", "along"), "nahm", "nahmen", "mit"), (("threw", "away"), "warf", "warfen", "weg")]
STAYS = [("sat", "saß", "saßen"), ("stood", "stand", "standen"), ("slept", "schlief", "schliefen"),
         ("waited", "wartete", "warteten"), ("worked", "arbeitete", "arbeiteten"), ("sang", "sang", "sangen")]
PREPOSITIONS = [("in", "in"), ("behind", "hinter"), ("under", "unter"), ("on", "auf"), ("beside", "neben")]
TIMES = [(("yesterday",), "gestern"), (("today",), "heute"), (("always",), "immer"), (("often",), "oft"),
         (("in", "the", "morning"), "morgens"), (("at", "night"), "nachts")]
MODALS = [(("want", "to"), ("wants", "to"), "will", "wollen"), (("must",), ("must",), "muss", "müssen"),
          (("can",), ("can",), "kann", "können")]
NUMBERED = [("apples", "Äpfel"), ("books", "Bücher"), ("houses", "Häuser"), ("dogs", "Hunde"), ("letters", "Briefe"), ("euros", "Euro")]
NOMINATIVE = {"m": "der", "f": "die", "n": "das"}
ACCUSATIVE = {"m": "den", "f": "die", "n": "das"}
DATIVE = {"m": "dem", "f": "der", "n": "dem"}
SYLLABLES = "ba be bo da de do ka ke ko la le lo ma mi mo na ni no ra re ro sa si so ta ti to va vi vo an el ir or us".split()


class Maker:
    """One sentence: English words in order, German words each with the English words it came from."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.pick = self.random.choice

    def chance(self, share):
        return self.random.random() < share

    def new(self):
        self.english = []

    def say(self, *words):
        first = len(self.english)
        self.english += words
        return list(range(first, len(self.english)))

    def name(self):
        return "".join(self.pick(SYLLABLES) for _ in range(self.random.randint(2, 3))).capitalize()

    def number(self):
        kind = self.random.randint(0, 3)
        if kind == 0:
            return str(self.random.randint(2, 99))
        if kind == 1:
            return f"{self.random.randint(1, 99)}.{self.random.randint(10, 99)}"
        return str(self.random.randint(100, 9999999))

    def mark(self):
        word = self.pick("name user file count price city total page".split())
        kind = self.random.randint(0, 4)
        return ["{%s}" % word, "%s", "${%s}" % word, "%s@%s.org" % (word, self.name().lower()),
                "https://%s.org/%s" % (self.name().lower(), word)][kind]

    def thing(self, noun, articles, weak):
        """the (old) dog; articles: of the case."""
        english, german, gender = noun
        adjective = self.pick(ADJECTIVES) if self.chance(0.35) else None
        (article,) = self.say("the")
        out = [(articles[gender], [article])]
        if adjective:
            (at,) = self.say(adjective[0])
            ending = weak if not (articles is ACCUSATIVE and gender != "m") else "e"
            stem = adjective[1][:-1] if adjective[1].endswith("e") else adjective[1]
            out.append((stem + ending, [at]))
        (at,) = self.say(english)
        return out + [(german, [at])]

    def subject(self):
        """German words, and whether they are many."""
        kind = self.random.randint(0, 6)
        if kind < 3:
            english, german = [("I", "ich"), ("we", "wir"), ("she", "sie"), ("he", "er"), ("they", "sie")][self.random.randint(0, 4)]
            return [(german, self.say(english))], english in ("we", "they"), english
        if kind < 5:
            name = self.name()
            return [(name, self.say(name))], False, name
        noun = self.pick(PEOPLE)
        return self.thing(noun, NOMINATIVE, "e"), False, noun[0]

    def place(self):
        kind = self.random.randint(0, 9)
        if kind < 2:
            words = self.say(self.pick(["by", "on"]), "the", "river", "bank")
            return [("am", words[:2]), ("Flussufer", words[2:])]
        if kind == 2:
            words = self.say("on", "the", "bank", "of", "the", "river")
            return [("am", words[:2]), ("Ufer", words[2:3]), ("des", words[3:5]), ("Flusses", words[5:])]
        if kind == 3:
            words = self.say("at", "the", "bank")
            return [("bei", words[:1]), ("der", words[1:2]), ("Bank", words[2:])]
        english, german = self.pick(PREPOSITIONS)
        at = self.say(english)
        noun = self.thing(self.pick(PLACES), DATIVE, "en")
        if german == "in" and noun[0][0] == "dem":
            return [("im", at + noun[0][1])] + noun[1:]
        return [(german, at)] + noun

    def reason(self):
        (because,) = self.say("because")
        if self.chance(0.3):
            words = self.say("it", "rained")
            return [(",", []), ("weil", [because]), ("es", words[:1]), ("regnete", words[1:])]
        noun = self.thing(self.pick(PEOPLE), NOMINATIVE, "e")
        english, german = self.pick(ADJECTIVES)
        was, at = self.say("was", english)
        return [(",", []), ("weil", [because])] + noun + [(german, [at]), ("war", [was])]

    def clause(self):
        kind = self.random.randint(0, 12)
        before = self.chance(0.25)
        time, tail = None, []
        if before:
            english, german = self.pick(TIMES)
            time = (german, self.say(*english))
            self.say(",")
        who, many, _ = self.subject()
        if kind < 4:
            english, one, more, _, _ = self.pick(VERBS)
            verb = [(more if many else one, self.say(english))]
            rest = self.thing(self.pick(THINGS), ACCUSATIVE, "en")
            if self.chance(0.3):
                rest += self.place()
        elif kind < 6:
            english, one, more, part = self.pick(PARTED)
            a, b = self.say(*english)
            verb = [(more if many else one, [a])]
            rest = self.thing(self.pick(THINGS), ACCUSATIVE, "en")
            tail = [(part, [b])]
        elif kind < 9:
            english, one, more = self.pick(STAYS)
            verb = [(more if many else one, self.say(english))]
            rest = self.place()
        elif kind == 9:
            english, one, more, base, _ = self.pick(VERBS)
            did, negation, at = self.say("did", "not", base)
            verb = [(more if many else one, [did, at])]
            rest = self.thing(self.pick(THINGS), ACCUSATIVE, "en")
            tail = [("nicht", [negation])]
        elif kind == 10:
            first, third, one, more = self.pick(MODALS)
            modal = self.say(*(first if many or who[0][0] == "ich" else third))
            verb = [(more if many else one, modal)]
            _, _, _, english, german = self.pick(VERBS)
            at = self.say(english)
            rest = self.thing(self.pick(THINGS), ACCUSATIVE, "en")
            tail = [(german, at)]
        elif kind == 11:
            went, to, the, bank = self.say("went", "to", "the", "bank")
            verb = [("gingen" if many else "ging", [went])]
            rest = [("zur", [to, the]), ("Bank", [bank])]
            if self.chance(0.6):
                to, deposit, money = self.say("to", "deposit", "money")
                tail = [(",", []), ("um", [to]), ("Geld", [money]), ("einzuzahlen", [deposit])]
        else:
            amount = self.number()
            english, german = self.pick(NUMBERED)
            bought, count, what = self.say("bought", amount, english)
            verb = [("kauften" if many else "kaufte", [bought])]
            rest = [(amount, [count]), (german, [what])]
        if not before and kind < 11 and self.chance(0.2):
            english, german = self.pick(TIMES)
            rest = [(german, self.say(*english))] + rest
        if kind < 10 and self.chance(0.15):
            tail = tail + self.reason()
        start = [time] + verb + who if before else who + verb
        return start + rest + tail

    def short(self):
        kind = self.random.randint(0, 9)
        if kind == 0:
            amount = self.number()
            it, cost, count, euros = self.say("it", "cost", amount, "euros")
            return [("es", [it]), ("kostete", [cost]), (amount, [count]), ("Euro", [euros])]
        if kind == 1:
            the, bank, lends, money = self.say("the", "bank", self.pick(["lends", "saves"]), "money")
            return [("die", [the]), ("Bank", [bank]), ({"lends": "verleiht", "saves": "spart"}[self.english[lends]], [lends]), ("Geld", [money])]
        if kind == 2:
            english, german = self.pick([("muddy", "matschig"), ("steep", "steil"), ("green", "grün"), ("wet", "nass")])
            the, bank, is_, at = self.say("the", "bank", self.pick(["is", "was"]), english)
            return [("das", [the]), ("Ufer", [bank]), ({"is": "ist", "was": "war"}[self.english[is_]], [is_]), (german, [at])]
        if kind == 3:
            mark = self.mark()
            english, german = self.pick([("hello", "hallo"), ("open", "öffne"), ("see", "siehe"), ("close", "schließe")])
            a, b = self.say(english, mark)
            return [(german, [a]), (mark, [b])]
        if kind == 4:
            mark = self.mark()
            write, to, at = self.say("write", "to", mark)
            return [("schreibe", [write]), ("an", [to]), (mark, [at])]
        if kind == 5:
            return self.thing(self.pick(NOUNS), NOMINATIVE, "e")
        if kind == 6:
            name, number, town = self.name(), self.number(), self.name()
            a, b, comma, c = self.say(name, number, ",", town)
            return [(name, [a]), (number, [b]), (",", []), (town, [c])]
        if kind == 7:
            english, german, gender = self.pick(NOUNS)
            adjective = self.pick(ADJECTIVES)
            the, noun, is_, at = self.say("the", english, self.pick(["is", "was"]), adjective[0])
            return [(NOMINATIVE[gender], [the]), (german, [noun]), ({"is": "ist", "was": "war"}[self.english[is_]], [is_]), (adjective[1], [at])]
        if kind == 8:
            number = self.number()
            english, german = self.pick([("room", "Zimmer"), ("page", "Seite"), ("house", "Haus"), ("price", "Preis")])
            a, b = self.say(english, number)
            return [(german, [a]), (number, [b])]
        name = self.name()
        mark = self.mark()
        a, is_, at, b = self.say(name, "is", "at", mark)
        return [(name, [a]), ("ist", [is_]), ("bei", [at]), (mark, [b])]

    def sentence(self):
        """English text, German text, [[English place, German place], …] of words, places in UTF-16 units."""
        self.new()
        german = self.short() if self.chance(0.25) else self.clause()
        end = self.pick([".", ".", ".", "!", "?", ""])
        english, from_ = written(self.english, end)
        text, to = written([word for word, _ in german], end)
        pairs = [[list(from_[s]), list(to[t])] for t, (_, origins) in enumerate(german) for s in origins]
        return english, text, pairs


def written(words, end):
    text, places = "", []
    for word in words:
        if text and word != ",":
            text += " "
        if not text:
            word = word[0].upper() + word[1:]
        places.append((len(text), len(text) + len(word)))
        text += word
    return text + end, places
