package dev.heed.view.font;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Joined shapes of Arabic letters, as the presentation forms of Unicode (U+FE80 to U+FEFC) that the shipped font has. They
 * are for glyphs alone: the text of a picture keeps its letters.
 */
final class ArabicForms {
    private static final int FIRST = 0xfe80;
    private static final int LAST = 0xfefc;
    private static final Map<String, int[]> FORMS = forms(); // letters → isolated, final, initial, medial

    private ArabicForms() {}

    /** In Unicode's order a letter's forms follow each other: isolated, final and, if it joins both ways, initial, medial. */
    private static Map<String, int[]> forms() {
        Map<String, int[]> forms = new HashMap<>();
        for (int point = FIRST; point <= LAST; point++) {
            String letters = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC);
            int[] known = forms.getOrDefault(letters, new int[0]);
            int[] grown = java.util.Arrays.copyOf(known, known.length + 1);
            grown[known.length] = point;
            forms.put(letters, grown);
        }
        return forms;
    }

    /** The text with each letter in the form that its neighbours ask for, and lam with alef as one. */
    static int[] shape(int[] points) {
        int[] shaped = new int[points.length];
        int length = 0;
        boolean joined = false; // whether the letter before reaches out to this one
        for (int i = 0; i < points.length; i++) {
            if (Character.getType(points[i]) == Character.NON_SPACING_MARK) {
                shaped[length++] = points[i];
                continue;
            }
            String letters = Character.toString(points[i]);
            boolean pair = i + 1 < points.length && FORMS.containsKey(letters + Character.toString(points[i + 1]));
            int[] forms = FORMS.get(pair ? letters + Character.toString(points[i + 1]) : letters);
            i += pair ? 1 : 0;
            if (forms == null) {
                shaped[length++] = points[i];
                joined = points[i] == 0x0640; // the stroke that only joins
                continue;
            }
            boolean reaches = forms.length == 4 && nextJoins(points, i + 1);
            int form = (joined && forms.length > 1 ? 1 : 0) + (reaches ? 2 : 0);
            shaped[length++] = forms[form];
            joined = reaches;
        }
        return java.util.Arrays.copyOf(shaped, length);
    }

    private static boolean nextJoins(int[] points, int from) {
        for (int i = from; i < points.length; i++) {
            if (Character.getType(points[i]) != Character.NON_SPACING_MARK) {
                int[] forms = FORMS.get(Character.toString(points[i]));
                return points[i] == 0x0640 || forms != null && forms.length > 1;
            }
        }
        return false;
    }
}
