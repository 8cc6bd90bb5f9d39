package dev.heed.tokenizer;

import dev.heed.format.InvalidFileException;
import dev.heed.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The tokenizer of a BERT-family model: text to ids, each with its place in the text as it was given.
 *
 * <p>Ids and places equal those of the reference (Hugging Face {@code tokenizers} 0.23.3) on the same file:
 * {@code BertNormalizer}, {@code BertPreTokenizer}, {@code WordPiece}, added tokens, and the template of special tokens.
 * Places are UTF-16 units. Two things differ by choice: a special token spelled out in a text is plain text unless
 * {@link UserSpecials#AS_TOKENS} asks otherwise, and a lone surrogate, which the reference cannot be given, counts as
 * U+FFFD. {@code truncation} and {@code padding} in the file are ignored: what a text's limit is, the model decides.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * <pre>{@code
 * Tokenizer tokenizer = Tokenizer.fromJson(bytes, "tokenizer.json");
 * TokenSequence tokens = tokenizer.tokenize("banking");
 * tokenizer.piece(tokens.ids()[0]);   // "banking"
 * }</pre>
 *
 * @see <a href="https://huggingface.co/docs/tokenizers">the reference's documentation</a>
 */
public final class Tokenizer {
    private final BertNormalizer normalizer;
    private final WordPiece model;
    private final Template template;
    private final PairTemplate pairTemplate;
    private final AddedTokenSplitter asSpelled;
    private final AddedTokenSplitter inNormalized;
    private final Map<Integer, AddedToken> addedById = new HashMap<>();
    private final Map<String, AddedToken> addedByContent = new HashMap<>();
    private final int vocabularySize;

    /** Trusts its arguments: the readers of files have checked them. */
    Tokenizer(BertNormalizer normalizer, WordPiece model, List<AddedToken> added, Template template) {
        this.pairTemplate = new PairTemplate(List.of(new PairTemplate.First(0), new PairTemplate.Second(1)));
        this.normalizer = normalizer;
        this.model = model;
        this.template = template;
        int size = model.vocabulary().size();
        for (AddedToken token : added) {
            addedById.put(token.id(), token);
            addedByContent.put(token.content(), token);
            size = Math.max(size, token.id() + 1);
        }
        vocabularySize = size;
        asSpelled = new AddedTokenSplitter(added, null);
        inNormalized = new AddedTokenSplitter(added, normalizer);
    }

    /**
     * Reads a {@code tokenizer.json}.
     *
     * @param json the file's bytes, UTF-8
     * @param where the file's name, for messages
     * @throws InvalidFileException if the bytes are no such file, or ask for something this tokenizer does not do
     */
    public static Tokenizer fromJson(byte[] json, String where) {
        return new TokenizerFile(where).read(json);
    }

    /**
     * A {@code tokenizer.json} in a form that a cold JVM reads several times faster; see {@link #fromPrepared}.
     *
     * @throws InvalidFileException as {@link #fromJson} does
     */
    public static byte[] prepare(byte[] json, String where) {
        return PreparedTokenizer.prepare(json, where);
    }

    /**
     * The tokenizer of a {@code tokenizer.json}, the same as {@link #fromJson} gives.
     *
     * @param prepared by {@link #prepare}, or any other bytes
     * @param json the file's bytes, against which the others are checked
     * @return empty if {@code prepared} is damaged, of another version, or of another file
     */
    public static Optional<Tokenizer> fromPrepared(byte[] prepared, byte[] json, String where) {
        return PreparedTokenizer.read(prepared, json, where);
    }

    /**
     * Reads a bare {@code vocab.txt}, one piece a line, with BERT's defaults for everything else: clean text, ideographs
     * set apart, accents stripped where {@code lowercase} is on, {@code [CLS]} and {@code [SEP]} around a text.
     *
     * @param vocabTxt the file's bytes, UTF-8
     * @param lowercase whether the model is an uncased one
     * @param where the file's name, for messages
     * @throws InvalidFileException if a piece is missing, empty or there twice
     */
    public static Tokenizer fromVocab(byte[] vocabTxt, boolean lowercase, String where) {
        return new VocabularyFile(where).read(vocabTxt, lowercase);
    }

    /** Tokenizes plain text; no special tokens are added and none are recognised. An empty text has no tokens. */
    public TokenSequence tokenize(String text) {
        return tokenize(text, UserSpecials.PLAIN_TEXT);
    }

    /** Tokenizes; no special tokens are added, those spelled out in the text are what {@code specials} says. */
    public TokenSequence tokenize(String text, UserSpecials specials) {
        return new TokenizerPass(this, Objects.requireNonNull(text), Literals.of(specials)).run();
    }

    /**
     * Tokenizes what a chat template gave: special tokens are recognised, but for those that reach into a literal stretch,
     * where the text of a user stands. No special tokens are added.
     *
     * @param literal stretches of {@code text}, in any order
     */
    public TokenSequence encode(String text, List<Span> literal) {
        return new TokenizerPass(this, Objects.requireNonNull(text), Literals.of(literal)).run();
    }

    /** What the model expects around a single text; empty if the file names nothing. The arrays are the caller's. */
    public Template template() {
        return new Template(template.prefix().clone(), template.suffix().clone());
    }

    /** What the model expects around two texts; the texts alone if the file names nothing. */
    public PairTemplate pairTemplate() {
        return pairTemplate;
    }

    /**
     * The text of ids, as the file's decoder puts it together; {@linkplain #isControl control tokens} are left out.
     *
     * @throws IllegalArgumentException if no piece has an id
     */
    public String decode(int... ids) {
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            String piece = piece(id);
            if (!isControl(id)) {
                boolean goesOn = piece.startsWith(model.prefix());
                text.append(goesOn || text.isEmpty() ? "" : " ").append(goesOn ? piece.substring(2) : piece);
            }
        }
        return text.toString();
    }

    /**
     * The bytes of the text that a token stands for, where it goes on from others: a part of a character's UTF-8 with byte
     * pieces, a blank in front with pieces of whole words, none for {@linkplain #isControl control tokens}. A stream of
     * tokens is the stream of their bytes. The array is the caller's.
     *
     * @throws IllegalArgumentException if no piece has this id
     */
    public byte[] tokenBytes(int id) {
        String piece = piece(id);
        if (isControl(id)) {
            return new byte[0];
        }
        boolean goesOn = piece.startsWith(model.prefix());
        return (goesOn ? piece.substring(model.prefix().length()) : " " + piece).getBytes(StandardCharsets.UTF_8);
    }

    /** Highest id + 1, added tokens counted. */
    public int vocabularySize() {
        return vocabularySize;
    }

    /**
     * The vocabulary entry of an id, such as {@code ##ing} or {@code [CLS]}.
     *
     * @throws IllegalArgumentException if no piece has this id
     */
    public String piece(int id) {
        String piece = pieceOrNull(id);
        if (piece == null) {
            throw new IllegalArgumentException(
                    "token id: expected the id of a piece below " + vocabularySize + ", got " + id);
        }
        return piece;
    }

    /** The id of a vocabulary entry, written as {@link #piece} gives it. */
    public OptionalInt id(String piece) {
        AddedToken added = addedByContent.get(piece);
        if (added != null) {
            return OptionalInt.of(added.id());
        }
        int id = model.vocabulary().id(piece);
        return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /**
     * Whether an id is that of a control token, which says something to the model and is no text, such as {@code [SEP]} or
     * {@code <|im_end|>}; {@code false} for an id that no piece has.
     */
    public boolean isControl(int id) {
        AddedToken added = addedById.get(id);
        return added != null && added.special();
    }

    /** The id of the token that stands for what the vocabulary has no pieces for, {@code [UNK]} as a rule. */
    public int unknownId() {
        return model.unknownId();
    }

    private String pieceOrNull(int id) {
        AddedToken added = addedById.get(id);
        return added != null ? added.content() : model.vocabulary().piece(id);
    }

    BertNormalizer normalizer() {
        return normalizer;
    }

    WordPiece model() {
        return model;
    }

    AddedTokenSplitter asSpelled() {
        return asSpelled;
    }

    AddedTokenSplitter inNormalized() {
        return inNormalized;
    }
}
