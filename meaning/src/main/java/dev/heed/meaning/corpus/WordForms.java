package dev.heed.meaning.corpus;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The forms of an English word that a search takes for the word, lower-cased: plural and possessive, past, participle, by
 * rule of spelling, and the most frequent irregular ones.
 *
 * <p>Forms that no text has do no harm; a form may belong to another word too (<i>leaves</i>).
 */
public final class WordForms {
    private static final String VOWELS = "aeiou";

    /** A line a word: the form that a dictionary lists, then its others. */
    private static final String[] IRREGULAR = {
        "man men",
        "woman women",
        "child children",
        "foot feet",
        "tooth teeth",
        "goose geese",
        "mouse mice",
        "louse lice",
        "ox oxen",
        "person people",
        "leaf leaves",
        "life lives",
        "wife wives",
        "knife knives",
        "wolf wolves",
        "half halves",
        "shelf shelves",
        "self selves",
        "calf calves",
        "loaf loaves",
        "thief thieves",
        "die dice",
        "index indices",
        "axis axes",
        "crisis crises",
        "analysis analyses",
        "basis bases",
        "phenomenon phenomena",
        "criterion criteria",
        "be am is are was were been being",
        "have has had having",
        "do does did done doing",
        "go goes went gone going",
        "say said",
        "make made making",
        "get got gotten getting",
        "know knew known",
        "think thought",
        "take took taken taking",
        "see saw seen",
        "come came coming",
        "give gave given giving",
        "find found",
        "tell told",
        "become became",
        "leave left leaving",
        "feel felt",
        "bring brought",
        "begin began begun beginning",
        "keep kept",
        "hold held",
        "write wrote written writing",
        "stand stood",
        "hear heard",
        "mean meant",
        "meet met",
        "run ran running",
        "pay paid",
        "sit sat sitting",
        "speak spoke spoken",
        "lie lay lain lying",
        "lead led",
        "grow grew grown",
        "lose lost losing",
        "fall fell fallen",
        "send sent",
        "build built",
        "understand understood",
        "draw drew drawn",
        "break broke broken",
        "spend spent",
        "rise rose risen rising",
        "drive drove driven driving",
        "buy bought",
        "wear wore worn",
        "choose chose chosen",
        "spring sprang sprung",
        "wind wound",
        "bear bore born borne",
        "strike struck stricken",
        "bind bound",
        "light lit",
        "shoot shot",
        "ring rang rung",
        "sing sang sung",
        "fly flies flew flown",
        "throw threw thrown",
        "catch caught",
        "teach taught",
        "fight fought",
        "sell sold",
        "eat ate eaten",
        "drink drank drunk",
        "win won",
    };

    private WordForms() {}

    /** The word itself, lower-cased, as the only form. */
    public static Set<String> asWritten(String word) {
        return Set.of(word.toLowerCase(Locale.ROOT));
    }

    /** The word and its inflections, lower-cased, in a fixed order. */
    public static Set<String> inflections(String word) {
        String base = word.toLowerCase(Locale.ROOT);
        Set<String> forms = new LinkedHashSet<>();
        forms.add(base);
        if (base.isEmpty() || !Character.isLetter(base.charAt(base.length() - 1))) {
            return forms;
        }
        addRegular(base, forms);
        for (String line : IRREGULAR) {
            String[] words = line.split(" ");
            if (words[0].equals(base)) {
                forms.addAll(java.util.List.of(words));
            }
        }
        for (String form : java.util.List.copyOf(forms)) {
            forms.add(form + "'s");
            forms.add(form + "\u2019s");
        }
        return forms;
    }

    private static void addRegular(String base, Set<String> forms) {
        String stem = base.substring(0, base.length() - 1);
        char last = base.charAt(base.length() - 1);
        boolean consonantBefore = base.length() > 1 && VOWELS.indexOf(base.charAt(base.length() - 2)) < 0;
        if (last == 'y' && consonantBefore) {
            forms.add(stem + "ies");
            forms.add(stem + "ied");
            forms.add(base + "ing");
            return;
        }
        if (last == 'e') {
            forms.add(base + "s");
            forms.add(base + "d");
            forms.add((base.endsWith("ee") ? base : stem) + "ing");
            return;
        }
        boolean hisses = base.matches(".*(s|x|z|ch|sh|o)");
        forms.add(base + "s");
        if (hisses) {
            forms.add(base + "es");
        }
        forms.add(base + "ed");
        forms.add(base + "ing");
        if (base.matches(".*[^aeiou][aeiou][^aeiouwxy]")) {
            forms.add(base + last + "ed");
            forms.add(base + last + "ing");
        }
    }
}
