package dev.heed.cli.status;

import dev.heed.Model;
import dev.heed.ModelInfo;
import dev.heed.Models;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.TextOptions;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Shown;
import dev.heed.format.InvalidFileException;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code heed models}. */
public final class ModelsCommand extends CommandBase {
    private static final int LANGUAGES = 5;

    private List<String> folders = List.of();

    private final TextOptions output = new TextOptions();

    /** @param streams of this run */
    public ModelsCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Lists the models that --model takes by name, and what they are.")
                .footer("  heed models", "  heed models ~/models/bge-small-en-v1.5 --format json");
        form.parameters("0..*", "DIR", given -> folders = given, "Folders of models to list as well.");
        output.define(form);
    }

    @Override
    protected int run() throws IOException {
        output.check();
        List<Listed> models = new ArrayList<>();
        List<String> names = new ArrayList<>(Models.names());
        names.addAll(folders);
        int code = Failures.OK;
        for (String name : names) {
            try {
                Model model = Models.find(name);
                models.add(new Listed(model.info(), model.card().languages()));
            } catch (InvalidFileException e) {
                code = Failures.report(e, "heed models", verbose(), streams().err());
            }
        }
        if (output.json()) {
            writeJson(models);
        } else {
            writeText(models);
        }
        return code;
    }

    /** A model, and the languages that its authors state. */
    private record Listed(ModelInfo info, List<String> languages) {
        String shown() {
            int most = Math.min(LANGUAGES, languages.size());
            return languages.isEmpty()
                    ? "not stated"
                    : String.join(", ", languages.subList(0, most)) + (most == languages.size() ? "" : ", …");
        }
    }

    /** The name with its aliases. */
    private static List<String> names(ModelInfo model) {
        List<String> names = new ArrayList<>(List.of(model.name()));
        names.addAll(Models.aliases(model.name()));
        return names;
    }

    private void writeText(List<Listed> models) throws IOException {
        Grid grid = new Grid(
                Align.LEFT,
                Align.LEFT,
                Align.LEFT,
                Align.RIGHT,
                Align.RIGHT,
                Align.RIGHT,
                Align.RIGHT,
                Align.LEFT,
                Align.LEFT,
                Align.LEFT);
        grid.row("name", "kind", "family", "dimension", "layers", "heads", "tokens", "pooling", "languages", "license");
        for (Listed listed : models) {
            ModelInfo model = listed.info();
            grid.row(
                    Shown.of(String.join(", ", names(model))),
                    model.kind().label(),
                    model.family(),
                    Integer.toString(model.dimension()),
                    Integer.toString(model.layers()),
                    Integer.toString(model.heads()),
                    Integer.toString(model.maxTokens()),
                    model.pooling(),
                    Shown.of(listed.shown()),
                    model.license() == null ? "" : Shown.of(model.license()));
        }
        StringBuilder page = new StringBuilder();
        grid.write(0, 1, output.style(streams().terminal()), page);
        streams().print(page);
    }

    private void writeJson(List<Listed> models) throws IOException {
        try (JsonOutput json = new JsonOutput(streams().out())) {
            json.object(() -> json.array("models", () -> {
                for (Listed listed : models) {
                    ModelInfo model = listed.info();
                    json.object(() -> {
                        json.put("name", model.name());
                        json.put("aliases", Models.aliases(model.name()));
                        json.put("path", model.path());
                        json.put("kind", model.kind().label());
                        json.put("license", model.license());
                        json.put("languages", listed.languages());
                        json.put("family", model.family());
                        json.put("dimension", model.dimension());
                        json.put("layers", model.layers());
                        json.put("heads", model.heads());
                        json.put("maxTokens", model.maxTokens());
                        json.put("pooling", model.pooling());
                        json.put("passedOver", model.passedOver());
                    });
                }
            }));
            json.endLine();
        }
    }
}
