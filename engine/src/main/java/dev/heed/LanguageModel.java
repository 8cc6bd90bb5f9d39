package dev.heed;

import dev.heed.Prompt.Section;
import dev.heed.format.InvalidFileException;
import dev.heed.generation.Attribution;
import dev.heed.generation.Decoder;
import dev.heed.generation.Finish;
import dev.heed.generation.Generator;
import dev.heed.generation.LastAttention;
import dev.heed.generation.Probabilities;
import dev.heed.generation.Reading;
import dev.heed.generation.Step;
import dev.heed.generation.Writing;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.NotFiniteException;
import dev.heed.template.ChatTemplate;
import dev.heed.template.Rendered;
import dev.heed.text.Span;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A pretrained language model: what comes next, why, and texts that write themselves.
 *
 * <p>Open, use, close. Immutable and thread-safe: any number of threads may ask at once. The same prompt, options and seed
 * give the same tokens and probabilities, bit for bit: on any number of threads, on any kernel, alone or beside other texts,
 * whether the beginning of the prompt was read before or not.
 *
 * <pre>{@code
 * try (var model = LanguageModel.open(Models.stories())) {
 *     Prompt prompt = model.prompt("Once upon a time");
 *     model.next(prompt, 5).candidates().forEach(c -> System.out.println(c.text() + " " + c.probability()));
 *     try (Generation story = model.generate(prompt, GenerateOptions.DEFAULT)) {
 *         System.out.println(story.readAll());
 *     }
 * }
 * }</pre>
 *
 * <p>Using a closed model throws {@link IllegalStateException}.
 */
public final class LanguageModel implements AutoCloseable {
    /** Kept of texts that were read, for prompts that begin alike. */
    private static final long PREFIX_BYTES = 96L << 20;

    private final ModelInfo info;
    private final Resources resources;
    private final Kernels kernels;
    private final NumberFormat format;
    private final Decoder decoder;
    private final Generator generator;
    private final PromptReader reader;
    private final ChatTemplate template; // null for a model that does not chat
    private final Map<String, String> templateTokens;

    private LanguageModel(Builder options) {
        this.resources = new Resources("language model", options.shared, options.threads);
        try {
            kernels = KernelChoice.active();
            format = options.precision == Precision.INT8 ? NumberFormat.INT8 : NumberFormat.FP32;
            var loaded = LanguageFiles.load(options.model, kernels, format, resources.arena(), resources.workers());
            int context = options.contextLength == 0
                    ? loaded.contextLength()
                    : Math.min(options.contextLength, loaded.contextLength());
            info = loaded.info();
            decoder = new Decoder(
                    loaded.decoder().transformer(),
                    loaded.decoder().head(),
                    loaded.tokenizer(),
                    loaded.chat().ends(),
                    context,
                    resources.workers());
            template = loaded.chat().template() == null
                    ? null
                    : ChatTemplate.parse(loaded.chat().template(), loaded.chat().templateWhere());
            templateTokens = loaded.chat().tokens();
        } catch (Throwable e) {
            resources.close();
            throw e;
        }
        generator = new Generator(decoder, PREFIX_BYTES);
        reader = new PromptReader(
                decoder.tokenizer(), template == null ? "" : template.source(), decoder.contextLength());
    }

    /** Opens a model with the default options. */
    public static LanguageModel open(Model model) {
        return builder(model).open();
    }

    /** Options for opening a model. */
    public static Builder builder(Model model) {
        return new Builder(Objects.requireNonNull(model, "model"));
    }

    /** What the model is. */
    public ModelInfo model() {
        return info;
    }

    /** Name of the kernel that computes. */
    public String kernel() {
        return kernels.name();
    }

    /** The precision in use: {@code fp32} or {@code int8}. */
    public String precision() {
        return format.label();
    }

    /** The most tokens of prompt and text together. */
    public int contextLength() {
        return decoder.contextLength();
    }

    /** Whether it has a template for chats. */
    public boolean chats() {
        return template != null;
    }

    /** A text as the model reads it. Text that spells a control token is plain text. */
    public Prompt prompt(String text) {
        Objects.requireNonNull(text, "text");
        checkOpen();
        return reader.text(text, List.of());
    }

    /**
     * The same with parts that have names.
     *
     * @param sections places in the text, in order and apart
     */
    public Prompt prompt(String text, List<Section> sections) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(sections, "sections");
        checkOpen();
        return reader.text(text, sections);
    }

    /** A chat whose next turn the model is to write. Each message is a section. */
    public Prompt chat(List<ChatMessage> messages) {
        return chat(messages, Map.of());
    }

    /**
     * The same with more of what the model's template knows: {@code tools}, {@code enable_thinking}, …
     *
     * @throws IllegalStateException if the model has no template
     * @throws IllegalArgumentException if its template refuses the chat
     */
    public Prompt chat(List<ChatMessage> messages, Map<String, ?> more) {
        return chat(messages, more, "");
    }

    /**
     * The same with the beginning of the model's turn.
     *
     * @param begun how the turn begins: read as the template's own words, so control tokens of the template are such in it
     */
    public Prompt chat(List<ChatMessage> messages, Map<String, ?> more, String begun) {
        Objects.requireNonNull(messages, "messages");
        Objects.requireNonNull(more, "more");
        Objects.requireNonNull(begun, "begun");
        checkOpen();
        if (template == null) {
            throw new IllegalStateException("model " + info.name()
                    + ": expected a chat template, it has none; it goes on from a text, with generate");
        }
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("messages", messages.stream().map(ChatMessage::values).toList());
        said.put("add_generation_prompt", true);
        said.putAll(more);
        Rendered rendered = template.render(said, templateTokens, LocalDateTime::now);
        return reader.chat(new Rendered(rendered.text() + begun, rendered.user()), sections(messages, rendered.text()));
    }

    /** Where each message's words stand, by its role, numbered where a role speaks more than once. */
    private static List<Section> sections(List<ChatMessage> messages, String text) {
        List<Section> sections = new ArrayList<>();
        Map<String, Integer> spoken = new LinkedHashMap<>();
        int from = 0;
        for (ChatMessage message : messages) {
            String words = message.content().strip();
            int at = words.isEmpty() ? -1 : text.indexOf(words, from);
            int times = spoken.merge(message.role(), 1, Integer::sum);
            if (at >= 0) {
                from = at + words.length();
                String name = times == 1 ? message.role() : message.role() + " " + times;
                sections.add(new Section(name, new Span(at, from)));
            }
        }
        return sections;
    }

    /**
     * A prompt that fits the model's context.
     *
     * @param overflow {@link Overflow#ERROR}, or {@link Overflow#WINDOW} for the head and the tail of what is too long; what
     *     was left out is told by {@link Prompt#leftOut}
     * @param reserved tokens that are to be written behind it
     */
    public Prompt fit(Prompt prompt, Overflow overflow, int reserved) {
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(overflow, "overflow");
        return reader.fitted(prompt, overflow, reserved);
    }

    /**
     * What the model expects after a prompt.
     *
     * @param top how many tokens are told, of the model and after each layer
     */
    public NextWord next(Prompt prompt, int top) {
        checkOpen();
        Reading reading = reading(prompt);
        try {
            List<NextWord.LayerCandidates> layers = new ArrayList<>();
            for (int layer = 0; layer <= info.layers(); layer++) {
                layers.add(new NextWord.LayerCandidates(layer, candidates(reading.lens(layer), top)));
            }
            return new NextWord(prompt, layers.getLast().candidates(), layers);
        } finally {
            generator.end(reading);
        }
    }

    private Reading reading(Prompt prompt) {
        Objects.requireNonNull(prompt, "prompt");
        int[] ids = prompt.ids();
        if (ids.length == 0) {
            throw new IllegalArgumentException("prompt: expected at least one token, got none");
        }
        reader.fitted(prompt, Overflow.ERROR, 0);
        return read(ids);
    }

    private Reading read(int[] ids) {
        try {
            return generator.read(ids);
        } catch (NotFiniteException e) {
            throw named(e, ids);
        }
    }

    /** Which token of which text the weights make no number of. */
    InvalidFileException named(NotFiniteException fault, int[] ids) {
        int[] known = IntStream.of(ids).filter(decoder.tokenizer()::hasPiece).toArray();
        String piece = fault.token() < 0 ? null : decoder.piece(ids[fault.token()]);
        return NamedFault.of(
                info.name(),
                "the text " + NamedFault.shown(decoder.tokenizer().decode(known)),
                fault.token(),
                piece,
                fault);
    }

    private List<Candidate> candidates(Probabilities probabilities, int top) {
        return IntStream.of(probabilities.top(top))
                .mapToObj(id -> new Candidate(
                        id,
                        decoder.piece(id),
                        decoder.text(id),
                        probabilities.logit(id),
                        probabilities.probability(id)))
                .toList();
    }

    /**
     * The probabilities of tokens after a prompt at a temperature: what is drawn from before anything is cut off.
     *
     * @param ids of the tokens
     * @param temperature above 0; at 1 the model's own
     * @return one for each id
     */
    public float[] probabilities(Prompt prompt, int[] ids, double temperature) {
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(ids, "ids");
        checkOpen();
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature: expected a number above 0, got " + temperature);
        }
        Reading reading = reading(prompt);
        try {
            float[] scores = reading.logits().clone();
            for (int id : ids) {
                if (id < 0 || id >= scores.length) {
                    throw new IllegalArgumentException(
                            "token id: expected 0 to " + (scores.length - 1) + ", got " + id);
                }
            }
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (float) (scores[i] / temperature);
            }
            Probabilities shaped = Probabilities.of(scores, kernels);
            float[] of = new float[ids.length];
            for (int i = 0; i < of.length; i++) {
                of[i] = shaped.probability(ids[i]);
            }
            return of;
        } finally {
            generator.end(reading);
        }
    }

    /**
     * Where each of a prompt's last tokens looks: the mean of its attention over all layers and heads. A token sees itself
     * and what stands before it.
     *
     * @param rows how many tokens, counted from the end; of a shorter prompt all
     * @return a row a token, each as long as what it sees, in order; each sums to 1
     */
    public List<float[]> attention(Prompt prompt, int rows) {
        Objects.requireNonNull(prompt, "prompt");
        checkOpen();
        int[] ids = prompt.ids();
        if (rows < 1) {
            throw new IllegalArgumentException("rows: expected 1 or more, got " + rows);
        }
        reader.fitted(prompt, Overflow.ERROR, 0);
        List<float[]> attention = new ArrayList<>();
        for (int end = Math.max(1, ids.length - rows + 1); end <= ids.length; end++) {
            Reading reading = read(Arrays.copyOf(ids, end)); // all but the last token were read for the row before
            try {
                double[] mean = LastAttention.mean(decoder, reading.layers(), reading.cache());
                float[] row = new float[mean.length];
                for (int i = 0; i < row.length; i++) {
                    row[i] = (float) mean[i];
                }
                attention.add(row);
            } finally {
                generator.end(reading);
            }
        }
        return attention;
    }

    /**
     * Why a token has its score after a prompt: parts that add up to it.
     *
     * @param id the token
     * @param against another token, whose score is taken off; −1 for none
     */
    public Attribution why(Prompt prompt, int id, int against) {
        checkOpen();
        Reading reading = reading(prompt);
        try {
            return reading.why(id, against);
        } finally {
            generator.end(reading);
        }
    }

    /**
     * The token with which a word begins after a text: the word as it is, or with a blank in front, whichever is one token;
     * else its first piece with a blank in front.
     *
     * @throws IllegalArgumentException if the word is empty
     */
    public int token(String word) {
        Objects.requireNonNull(word, "word");
        checkOpen();
        if (word.isEmpty()) {
            throw new IllegalArgumentException("word: expected at least one character, got none");
        }
        return new WordToken(decoder.tokenizer()).of(word);
    }

    /** The text of a token; empty for control tokens. */
    public String text(int id) {
        return decoder.text(id);
    }

    /** The vocabulary's entry of a token. */
    public String piece(int id) {
        return decoder.piece(id);
    }

    /**
     * A text that goes on from a prompt; computed as it is read.
     *
     * @throws IllegalArgumentException if the prompt is too long, or an option is not understood
     */
    public Generation generate(Prompt prompt, GenerateOptions options) {
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(options, "options");
        checkOpen();
        Writing writing = begin(prompt, options);
        Telling telling = telling(prompt, options);
        return new Generation(prompt, new Generation.Source() {
            private boolean closed;

            @Override
            public GeneratedToken next() {
                checkOpen();
                GeneratedToken token =
                        step().map(s -> telling.token(s, writing)).orElse(null);
                if (writing.finish() != null) {
                    close();
                }
                return token;
            }

            private Optional<Step> step() {
                try {
                    return generator.next(writing);
                } catch (NotFiniteException e) {
                    throw named(e, writing.ids());
                }
            }

            @Override
            public Finish finish() {
                return writing.finish();
            }

            @Override
            public String stopString() {
                return writing.stopString();
            }

            @Override
            public String rest() {
                return writing.rest();
            }

            @Override
            public void close() {
                if (!closed) {
                    closed = true;
                    generator.end(writing);
                }
            }
        });
    }

    Writing begin(Prompt prompt, GenerateOptions options) {
        reader.fitted(prompt, Overflow.ERROR, 0);
        return generator.begin(prompt.ids(), options.settings());
    }

    Generator generator() {
        return generator;
    }

    Telling telling(Prompt prompt, GenerateOptions options) {
        return new Telling(decoder, options.sections() ? new SectionShares(prompt) : null);
    }

    /** What is told of each token. */
    record Telling(Decoder decoder, SectionShares sections) {
        GeneratedToken token(Step step, Writing writing) {
            List<GeneratedToken.Alternative> top = new ArrayList<>();
            for (int i = 0; i < step.top().length; i++) {
                int id = step.top()[i];
                top.add(new GeneratedToken.Alternative(id, decoder.piece(id), step.topLogprobs()[i]));
            }
            List<GeneratedToken.SectionShare> attention = sections == null
                    ? List.of()
                    : sections.of(LastAttention.mean(decoder, writing.layers(), writing.cache()));
            return new GeneratedToken(step.id(), step.piece(), step.text(), step.logprob(), top, attention);
        }
    }

    void checkOpen() {
        resources.checkOpen();
    }

    /** Releases the model's files and threads; what is being computed must be over. */
    @Override
    public void close() {
        resources.close();
    }

    @Override
    public String toString() {
        return "LanguageModel[" + info.name() + ", kernel " + kernel() + "]";
    }

    /** Options for opening a model. */
    public static final class Builder {
        private final Model model;
        private int threads = Runtime.getRuntime().availableProcessors();
        private SharedThreads shared;
        private int contextLength;
        private Precision precision = Precision.FP32;

        private Builder(Model model) {
            this.model = model;
        }

        /** How many threads compute; the processors by default. The numbers do not change. */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads: expected 1 or more, got " + count);
            }
            threads = count;
            return this;
        }

        /** Threads that others use too; they stay open. */
        public Builder threads(SharedThreads threads) {
            shared = Objects.requireNonNull(threads, "threads");
            return this;
        }

        /**
         * How a quantised file's weights are multiplied: {@link Precision#FP32}, the default, by inputs as they are; with
         * {@link Precision#INT8} by inputs rounded to bytes, 32 at a time, as llama.cpp does: faster, and near the same
         * numbers. Either way a text's numbers are the same on any kernel, number of threads and batch.
         */
        public Builder precision(Precision format) {
            Objects.requireNonNull(format, "format");
            if (format != Precision.FP32 && format != Precision.INT8) {
                throw new IllegalArgumentException("precision: expected fp32 or int8 for a language model, got "
                        + format.label() + "; its weights are multiplied as its file has them");
            }
            precision = format;
            return this;
        }

        /** A shorter context than the model's own; 0 for its own. */
        public Builder contextLength(int tokens) {
            if (tokens < 0 || tokens == 1) {
                throw new IllegalArgumentException("context length: expected 2 or more, or 0, got " + tokens);
            }
            contextLength = tokens;
            return this;
        }

        /** @throws dev.heed.format.InvalidFileException if the model's files cannot be used */
        public LanguageModel open() {
            return new LanguageModel(this);
        }

        @Override
        public String toString() {
            return "LanguageModel.Builder[" + model.name() + "]";
        }
    }
}
