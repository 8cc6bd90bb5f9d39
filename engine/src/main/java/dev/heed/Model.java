package dev.heed;

import dev.heed.format.InvalidFileException;
import dev.heed.model.blueprint.Translation;
import dev.heed.model.folder.LoadedDecoder;
import dev.heed.model.folder.LoadedModel;
import dev.heed.model.folder.ModelSettings;
import dev.heed.model.folder.Routes;
import dev.heed.model.folder.SparseStaticFolder;
import dev.heed.model.weights.ModelFiles;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A model that can be opened, not yet read. From {@link Models}. Immutable, thread-safe. */
public final class Model {
    private final String name;
    private final ModelFiles files;
    private final String license; // null where only the files may say

    Model(String name, ModelFiles files) {
        this(name, files, null);
    }

    Model(String name, ModelFiles files, String license) {
        this.name = name;
        this.files = files;
        this.license = license;
    }

    /** How it is called. */
    public String name() {
        return name;
    }

    /**
     * The routes of a model that has other modules for queries than for documents (sentence-transformers' Router); empty for
     * all others.
     *
     * @throws dev.heed.format.InvalidFileException if its files say nothing usable
     */
    public List<String> routes() {
        return Routes.of(files).map(Routes::names).orElse(List.of());
    }

    /**
     * The model for texts of one kind, as sentence-transformers chooses it by a task: this one where there are no routes.
     *
     * <pre>{@code
     * SparseEncoder queries = SparseEncoder.open(model.route("query"));
     * SparseEncoder documents = SparseEncoder.open(model.route("document"));
     * }</pre>
     *
     * <p>What is opened of it reads every text by that route, whatever prompt is asked for: a host with both kinds of texts opens
     * one of each.
     *
     * @param task {@code query}, {@code document}, …; null for the folder's usual route
     * @throws IllegalArgumentException if no route is for such texts
     */
    public Model route(String task) {
        return Routes.of(files)
                .map(routes -> new Model(name, routes.route(task), license))
                .orElse(this);
    }

    /**
     * Reads what the model is, but not its weights.
     *
     * @throws dev.heed.format.InvalidFileException if its files say nothing usable
     */
    public ModelInfo info() {
        if (StaticEncoder.reads(this)) {
            return StaticEncoder.info(this);
        }
        if (SparseStaticFolder.is(files)) {
            return SparseEncoder.info(this, SparseStaticFolder.read(files));
        }
        return info(LoadedModel.settings(files, name));
    }

    /** What its authors say of it: languages, licence. */
    public ModelCard card() {
        return ModelCard.of(files);
    }

    /**
     * The precisions in which a model of its kind computes; {@link Precision#AUTO} chooses among them. A language model has
     * {@link Precision#INT8} beside {@link Precision#FP32} where it is a GGUF file of integers.
     *
     * @throws dev.heed.format.InvalidFileException if its files say nothing usable
     */
    public Set<Precision> precisions() {
        return switch (info().kind()) {
            case ENCODER, RERANKER, TRANSLATION -> EnumSet.of(Precision.FP32, Precision.BF16, Precision.INT8);
            case LANGUAGE ->
                LoadedDecoder.holdsIntegers(files)
                        ? EnumSet.of(Precision.FP32, Precision.INT8)
                        : EnumSet.of(Precision.FP32);
            case SPARSE, STATIC, MULTI -> EnumSet.of(Precision.FP32);
        };
    }

    ModelInfo info(ModelSettings settings) {
        var config = settings.config();
        return new ModelInfo(
                settings.name(),
                files.onDisk() ? files.where() : null,
                kind(settings),
                license(),
                config.family(),
                settings.head().dimension(config.hiddenSize()),
                config.layers(),
                config.attentionHeads(),
                settings.maxTokens(),
                settings.head().label(),
                settings.prompts().byName(),
                settings.passedOver());
    }

    /** @throws InvalidFileException if the model is of another kind than a command takes */
    void expect(ModelKind wanted, ModelSettings settings) {
        if (kind(settings) != wanted) {
            List<String> packaged = Models.ofKind(wanted);
            throw new InvalidFileException("model " + name + ": expected a model of the kind " + wanted.label()
                    + ", got " + kind(settings).label()
                    + (packaged.isEmpty()
                            ? "; none of that kind is packaged, give a folder"
                            : "; of that kind at hand: " + packaged));
        }
    }

    /** @throws InvalidFileException if it translates: its encoder's vectors are for its decoder */
    void refuseTranslation(ModelSettings settings) {
        if (kind(settings) == ModelKind.TRANSLATION) {
            expect(ModelKind.ENCODER, settings);
        }
    }

    private static ModelKind kind(ModelSettings settings) {
        if (settings.blueprint() instanceof Translation) {
            return ModelKind.TRANSLATION;
        }
        if (settings.pairs() != null) {
            return ModelKind.RERANKER;
        }
        if (settings.sparse() != null) {
            return ModelKind.SPARSE;
        }
        if (settings.multi() != null) {
            return ModelKind.MULTI;
        }
        return settings.config().causal() ? ModelKind.LANGUAGE : ModelKind.ENCODER;
    }

    /** What its authors allow; null where they say nothing. */
    String license() {
        return license == null ? card().license().orElse(null) : license;
    }

    ModelFiles files() {
        return files;
    }

    @Override
    public String toString() {
        return "Model[" + name + "]";
    }
}
