package dev.heed.cli.attend;

import dev.heed.Token;
import dev.heed.Word;
import dev.heed.cli.screen.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the words of a text are called where people read: a second <i>bank</i> is {@code bank#2}, as in --occurrence 2. */
final class Names {
    private static final int LONGEST = 24;

    private Names() {}

    /** One name a word, in order. */
    static List<String> of(List<Word> words, List<Token> tokens) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> names = new ArrayList<>(words.size());
        for (Word word : words) {
            String name = dev.heed.view.Names.plain(word, tokens);
            int occurrence = seen.merge(name.toLowerCase(Locale.ROOT), 1, Integer::sum);
            String shown = Shown.fitted(name, LONGEST);
            names.add(Shown.inPlace(occurrence == 1 ? shown : shown + "#" + occurrence));
        }
        return names;
    }

    /** One name a token: its vocabulary entry where it is a special token or part of a word, else its text. */
    static List<String> ofTokens(List<Word> words, List<Token> tokens) {
        String[] names = new String[tokens.size()];
        List<String> wordNames = of(words, tokens);
        for (int w = 0; w < words.size(); w++) {
            List<Integer> own = words.get(w).tokens();
            for (int token : own) {
                boolean whole = own.size() == 1;
                names[token] = whole
                        ? wordNames.get(w)
                        : Shown.inPlace(Shown.fitted(tokens.get(token).piece(), LONGEST));
            }
        }
        return List.of(names);
    }
}
