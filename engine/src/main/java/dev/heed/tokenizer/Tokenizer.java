package dev.heed.tokenizer;

import dev.heed.text.Span;
import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.decoder.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The tokenizer of a model: text to ids, each with its place in the text as it was given, and ids to text.
 *
 * <p>It is what {@code tokenizer.json} describes, and ids and places equal those of the reference (Hugging Face
 * {@code tokenizers} 0.23.3) on the same file; {@code docs/tokenizers.md} lists the parts that are understood, and the rules
 * where files contradict each other. Places are UTF-16 units; several tokens may share one, and one may be empty. Three
 * things differ by choice: a special token spelled out in a text is plain text unless {@link UserSpecials#AS_TOKENS} or
 * {@link #encode} asks otherwise, no text ever spells one by its pieces, and a lone surrogate, which the reference cannot be
 * given, counts as U+FFFD. {@code truncation} and {@code padding} of a file are ignored: what a text's limit is, the model
 * decides.
 *
 * <p>Immutable and safe for use by many threads. {@link dev.heed.tokenizer.file.TokenizerFiles} reads one.
 *
 * <pre>{@code
 * Tokenizer tokenizer = TokenizerFiles.fromJson(bytes, "tokenizer.json");
 * TokenSequence tokens = tokenizer.tokenize("banking");
 * tokenizer.piece(tokens.ids()[0]);   // "banking"
 * }</pre>
 *
 * @see <a href="https://huggingface.co/docs/tokenizers">the reference's documentation</a>
 */
public final class Tokenizer {
    private final TokenizerParts parts;
    private final Stretches stretches;
    private final AddedTokenSplitter asSpelled = new AddedTokenSplitter();
    private final AddedTokenSplitter inNormalized = new AddedTokenSplitter();
    private final Map<Integer, AddedToken> addedById = new HashMap<>();
    private final Map<String, AddedToken> addedByContent = new HashMap<>();
    /** Of added tokens that are looked for in normalized text: how they read there. */
    private final Map<Integer, String> normalizedById = new HashMap<>();

    private final int vocabularySize;

    /** Trusts its argument: the readers of files have checked it. */
    public Tokenizer(TokenizerParts parts) {
        this.parts = parts;
        this.stretches = Stretches.of(parts);
        int size = parts.model().vocabulary().size();
        for (AddedToken token : parts.added()) {
            addedById.put(token.id(), token);
            addedByContent.put(token.content(), token);
            size = Math.max(size, token.id() + 1);
            if (token.normalized()) {
                String spelled = normalized(token.content());
                normalizedById.put(token.id(), spelled);
                inNormalized.add(spelled, token);
            } else {
                asSpelled.add(token.content(), token);
            }
        }
        vocabularySize = size;
    }

    private String normalized(String text) {
        AlignedText in = new AlignedText(text.length());
        in.load(text, 0, text.length());
        AlignedText out = new AlignedText(text.length());
        boolean changed = parts.normalizer() != null && parts.normalizer().normalize(in, out);
        return changed ? out.toString() : text;
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
        return encode(text, literal, Set.of());
    }

    /**
     * The same where further added tokens are not recognised in a literal stretch: those that the template itself writes,
     * such as a {@code <think>} that its file calls text.
     *
     * @param control their ids, as {@link #addedIn} has them
     */
    public TokenSequence encode(String text, List<Span> literal, Set<Integer> control) {
        return new TokenizerPass(this, Objects.requireNonNull(text), Literals.of(literal, Set.copyOf(control))).run();
    }

    /** Ids of the added tokens that are spelled out in a template, but for those of white space alone. */
    public Set<Integer> addedIn(String template) {
        Set<Integer> ids = new HashSet<>();
        addedById.forEach((id, token) -> {
            if (!token.content().isBlank() && template.contains(token.content())) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** What the model expects around a single text; empty if the file names nothing. The arrays are the caller's. */
    public Template template() {
        return new Template(
                parts.template().prefix().clone(), parts.template().suffix().clone());
    }

    /** What the model expects around two texts; the texts alone if the file names nothing. */
    public PairTemplate pairTemplate() {
        return parts.pairTemplate();
    }

    /**
     * The text of ids, as the file's decoder puts it together; {@linkplain #isControl control tokens} are left out.
     *
     * @throws IllegalArgumentException if no piece has an id
     */
    public String decode(int... ids) {
        List<String> pieces = new ArrayList<>(ids.length);
        for (int id : ids) {
            String piece = piece(id);
            if (!isControl(id)) {
                pieces.add(normalizedById.getOrDefault(id, piece));
            }
        }
        return pieces.isEmpty() ? "" : String.join("", parts.decoder().decode(pieces));
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
        return isControl(id)
                ? new byte[0]
                : parts.decoder()
                        .inside(Part.of(normalizedById.getOrDefault(id, piece)))
                        .toBytes();
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

    /** Whether an id is that of a piece: tables may have rows that no token names. */
    public boolean hasPiece(int id) {
        return id >= 0 && id < vocabularySize && pieceOrNull(id) != null;
    }

    /** The id of a vocabulary entry, written as {@link #piece} gives it. */
    public OptionalInt id(String piece) {
        AddedToken added = addedByContent.get(piece);
        if (added != null) {
            return OptionalInt.of(added.id());
        }
        int id = parts.model().vocabulary().id(piece);
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

    /** The control tokens and their ids, by id. */
    public Map<String, Integer> controls() {
        Map<String, Integer> controls = new LinkedHashMap<>();
        parts.added().stream()
                .filter(AddedToken::special)
                .sorted(Comparator.comparingInt(AddedToken::id))
                .forEach(token -> controls.put(token.content(), token.id()));
        return controls;
    }

    /**
     * The id of the token that stands for what the vocabulary has no pieces for, {@code [UNK]} as a rule; −1 if the model
     * has none, as one with pieces for all bytes.
     */
    public int unknownId() {
        return parts.model().unknownId();
    }

    private String pieceOrNull(int id) {
        AddedToken added = addedById.get(id);
        return added != null ? added.content() : modelPiece(id);
    }

    /** The piece that the model's own vocabulary has for an id, or {@code null}. */
    String modelPiece(int id) {
        return parts.model().vocabulary().piece(id);
    }

    TokenizerParts parts() {
        return parts;
    }

    /** How a long text is read in parts; {@code null} if this pipeline reads texts whole. */
    Stretches stretches() {
        return stretches;
    }

    AddedTokenSplitter asSpelled() {
        return asSpelled;
    }

    AddedTokenSplitter inNormalized() {
        return inNormalized;
    }

    @Override
    public String toString() {
        return "Tokenizer[" + vocabularySize + " tokens]";
    }
}
