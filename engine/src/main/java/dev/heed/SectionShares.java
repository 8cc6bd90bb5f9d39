package dev.heed;

import dev.heed.GeneratedToken.SectionShare;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attention to tokens as shares of a prompt's sections. */
final class SectionShares {
    /** What belongs to no section of the prompt: a template's own words, a text beside its named parts. */
    private static final String BETWEEN = "rest of the prompt";

    private static final String WRITTEN = "written";
    private static final String WHOLE = "prompt";

    private final List<String> sectionOfToken = new ArrayList<>();
    private final Map<String, Double> empty = new LinkedHashMap<>();

    SectionShares(Prompt prompt) {
        String otherwise = prompt.sections().isEmpty() ? WHOLE : BETWEEN;
        for (Token token : prompt.tokens()) {
            sectionOfToken.add(token.span() == null ? otherwise : sectionAt(prompt, token, otherwise));
        }
        prompt.sections().forEach(section -> empty.put(section.name(), 0.0));
        if (sectionOfToken.contains(otherwise)) {
            empty.put(otherwise, 0.0);
        }
        empty.put(WRITTEN, 0.0);
    }

    private static String sectionAt(Prompt prompt, Token token, String otherwise) {
        int at = token.span().start();
        return prompt.sections().stream()
                .filter(section ->
                        section.span().start() <= at && at < section.span().end())
                .map(Prompt.Section::name)
                .findFirst()
                .orElse(otherwise);
    }

    /** @param attention to each token of prompt and text; adds up to 1 */
    List<SectionShare> of(double[] attention) {
        Map<String, Double> sums = new LinkedHashMap<>(empty);
        double rest = 0;
        for (int i = 1; i < attention.length; i++) {
            String section = i < sectionOfToken.size() ? sectionOfToken.get(i) : WRITTEN;
            sums.merge(section, attention[i], Double::sum);
            rest += attention[i];
        }
        List<SectionShare> shares = new ArrayList<>();
        double all = rest;
        sums.forEach((section, sum) -> shares.add(new SectionShare(section, (float) (all == 0 ? 0 : sum / all))));
        shares.add(new SectionShare(GeneratedToken.FIRST_TOKEN, (float) attention[0]));
        return shares;
    }
}
