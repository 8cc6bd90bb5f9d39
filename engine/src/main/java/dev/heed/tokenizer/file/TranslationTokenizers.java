package dev.heed.tokenizer.file;

import dev.heed.format.InvalidFileException;
import dev.heed.tokenizer.AddedToken;
import dev.heed.tokenizer.PairTemplate;
import dev.heed.tokenizer.Template;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.TokenizerParts;
import dev.heed.tokenizer.normalizer.Normalizer;
import dev.heed.tokenizer.subword.Renumbered;
import dev.heed.tokenizer.subword.SubwordModel;
import dev.heed.tokenizer.subword.Vocabulary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The tokenizers of a model that reads sources and writes targets, where its folder holds SentencePiece models and numbers
 * their pieces by a {@code vocab.json}: Marian, with a model for each side, and M2M100. As transformers' classes of these
 * names, without the rewriting of punctuation that sacremoses does where it is installed. Immutable, thread-safe.
 *
 * @param source of what is read
 * @param target of what is written; the same where one model serves both sides
 */
public record TranslationTokenizers(Tokenizer source, Tokenizer target) {
    private static final String NUMBERS = "vocab.json";
    private static final String TARGET_NUMBERS = "target_vocab.json";
    private static final String SOURCE = "source.spm";
    private static final String TARGET = "target.spm";
    private static final String BOTH = "sentencepiece.bpe.model";
    private static final String UNKNOWN = "<unk>";
    private static final String END = "</s>";
    private static final String PADDING = "<pad>";

    /** M2M100's languages, whose tokens follow its vocabulary in this order: a constant of its class. */
    private static final List<String> M2M100 = List.of(
            ("af am ar ast az ba be bg bn br bs ca ceb cs cy da de el en es et fa ff fi fr fy ga gd gl gu ha he hi hr ht hu"
                            + " hy id ig ilo is it ja jv ka kk km kn ko lb lg ln lo lt lv mg mk ml mn mr ms my ne nl no ns"
                            + " oc or pa pl ps pt ro ru sd si sk sl so sq sr ss su sv sw ta th tl tn tr uk ur uz vi wo xh"
                            + " yi yo zh zu")
                    .split(" "));

    private static final List<String> WMT21 = List.of("en", "ha", "is", "ja", "cs", "ru", "zh", "de");

    /**
     * Reads a folder's, if it has its tokenizer in these files.
     *
     * @throws InvalidFileException naming what is missing, wrong or not understood
     */
    public static Optional<TranslationTokenizers> read(TokenizerFolder folder) {
        if (!folder.has(NUMBERS)) {
            return Optional.empty();
        }
        if (folder.has(SOURCE) && folder.has(TARGET)) {
            return Optional.of(marian(folder));
        }
        return folder.has(BOTH) && !folder.has("tokenizer.json") ? Optional.of(m2m100(folder)) : Optional.empty();
    }

    /** The pieces of a SentencePiece model in the order of their ids, for a model that numbers them so. */
    public static List<String> pieces(byte[] model, String where) {
        Vocabulary vocabulary = SentencePieceFile.read(model, where).vocabulary();
        return IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::piece).toList();
    }

    private static TranslationTokenizers marian(TokenizerFolder folder) {
        TokenizerConfig config = TokenizerConfig.read(folder);
        Vocabulary numbers = numbers(folder, NUMBERS, config);
        boolean apart = config.flag("separate_vocabs", false);
        Vocabulary targets = apart ? numbers(folder, TARGET_NUMBERS, config) : numbers;
        return new TranslationTokenizers(
                side(folder, SOURCE, NUMBERS, numbers, marianTokens(numbers)),
                side(folder, TARGET, apart ? TARGET_NUMBERS : NUMBERS, targets, marianTokens(targets)));
    }

    /** The end, padding, and what names a language that is to be written: {@code >>deu<<}. */
    private static TreeMap<Integer, String> marianTokens(Vocabulary numbers) {
        TreeMap<Integer, String> tokens = new TreeMap<>();
        for (int id = 0; id < numbers.size(); id++) {
            String piece = numbers.piece(id);
            if (piece != null
                    && (piece.equals(END)
                            || piece.equals(PADDING)
                            || piece.startsWith(">>") && piece.endsWith("<<") && piece.length() > 4)) {
                tokens.put(id, piece);
            }
        }
        return tokens;
    }

    private static TranslationTokenizers m2m100(TokenizerFolder folder) {
        TokenizerConfig config = TokenizerConfig.read(folder);
        Vocabulary numbers = numbers(folder, NUMBERS, config);
        TreeMap<Integer, String> tokens = new TreeMap<>();
        for (String token : List.of("<s>", PADDING, END)) {
            if (numbers.id(token) >= 0) {
                tokens.put(numbers.id(token), token);
            }
        }
        List<String> languages = "wmt21".equals(config.text("language_codes", "m2m100")) ? WMT21 : M2M100;
        for (int i = 0; i < languages.size(); i++) {
            tokens.put(numbers.size() + i, "__" + languages.get(i) + "__");
        }
        Tokenizer both = side(folder, BOTH, NUMBERS, numbers, tokens);
        return new TranslationTokenizers(both, both);
    }

    private static Vocabulary numbers(TokenizerFolder folder, String file, TokenizerConfig config) {
        if (!folder.has(file)) {
            throw new InvalidFileException(folder.path(file) + ": expected the numbers of pieces, found no such file; "
                    + "fetch the folder's other files");
        }
        return new OlderFiles(config, folder.path(file)).vocabulary(folder.read(file));
    }

    private static Tokenizer side(
            TokenizerFolder folder,
            String file,
            String numbersFile,
            Vocabulary numbers,
            TreeMap<Integer, String> tokens) {
        String where = folder.path(file);
        SentencePieceFile pieces = SentencePieceFile.read(folder.read(file), where);
        Assembly parts = new PieceRules(pieces, where).itself();
        BitSet controls = new BitSet();
        IntStream.range(0, pieces.types().length)
                .filter(id -> pieces.types()[id] == SentencePieceFile.CONTROL)
                .forEach(controls::set);
        SubwordModel model = new ModelBuilder(parts.model(), controls).build();
        int unknown = numbers.id(UNKNOWN);
        if (unknown < 0) {
            throw new InvalidFileException(folder.path(numbersFile) + ": expected the piece " + UNKNOWN + ", got none ("
                    + numbers.size() + " pieces); use the files that came with the model");
        }
        Normalizer normalizer = NormalizerReader.read(parts.parts().get("normalizer"), "normalizer", where);
        List<AddedToken> added = new ArrayList<>();
        tokens.forEach((id, token) -> added.add(AddedToken.special(id, token)));
        int end = numbers.id(END);
        Template template = end < 0 ? Template.EMPTY : new Template(new int[0], new int[] {end});
        return new Tokenizer(new TokenizerParts(
                normalizer,
                PreTokenizerReader.read(parts.parts().get("pre_tokenizer"), "pre_tokenizer", where),
                new Renumbered(model, numbers, unknown),
                added,
                template,
                new PairTemplate(List.of(new PairTemplate.First(0), new PairTemplate.Second(0))),
                List.of(),
                DecoderReader.read(parts.parts().get("decoder"), "decoder", where)));
    }
}
