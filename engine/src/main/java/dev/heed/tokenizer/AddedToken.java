package dev.heed.tokenizer;

/**
 * A token that is looked for in the text before the model sees it; its fields are those of {@code tokenizer.json}.
 *
 * @param id its id
 * @param content its text
 * @param singleWord match only where no word character is next to it
 * @param stripLeft take the white space before it in as well ({@code lstrip})
 * @param stripRight take the white space after it in as well ({@code rstrip})
 * @param normalized look for its normalized form in the normalized text
 * @param special a control token such as {@code [SEP]}, not text
 */
public record AddedToken(
        int id,
        String content,
        boolean singleWord,
        boolean stripLeft,
        boolean stripRight,
        boolean normalized,
        boolean special) {

    /** One of BERT's own, matched exactly as it is spelled. */
    public static AddedToken special(int id, String content) {
        return new AddedToken(id, content, false, false, false, false, true);
    }
}
