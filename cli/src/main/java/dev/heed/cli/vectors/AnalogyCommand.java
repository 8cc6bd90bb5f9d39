package dev.heed.cli.vectors;

import dev.heed.cli.console.Streams;
import dev.heed.vectors.Neighbor;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heed vectors analogy}. */
@Command(
        name = "analogy",
        header = {"A is to B as C is to …: the words nearest to B − A + C.", ""},
        customSynopsis = "heed vectors analogy FILE A B C [OPTIONS]",
        synopsisHeading = "Usage: ",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  heed vectors analogy minilm man king woman",
            "  heed vectors analogy vectors.bin Athens Greece Oslo --method product"
        })
public final class AnalogyCommand extends VectorsCommand {
    /** How three cosines become one score. */
    enum Method {
        sum,
        product
    }

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            order = 1,
            defaultValue = "10",
            description = "How many words. Default: 10.")
    private int count;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            order = 2,
            defaultValue = "sum",
            description =
                    "sum: cosine with B − A + C (3CosAdd); product: cos(B)·cos(C)/cos(A) (3CosMul). Default: sum.")
    private Method method;

    /** @param streams of this run */
    public AnalogyCommand(Streams streams) {
        super(streams, 3, 3, "A B C");
    }

    @Override
    void checkUsage() {
        checkCount(count);
    }

    @Override
    void answer(OpenedVectors opened, List<String> words) throws IOException {
        String a = words.get(0);
        String b = words.get(1);
        String c = words.get(2);
        List<Neighbor> answers = method == Method.sum
                ? opened.search().analogy(a, b, c, count)
                : opened.search().analogyByProduct(a, b, c, count);
        if (json()) {
            document(json -> {
                json.put("a", a);
                json.put("b", b);
                json.put("c", c);
                putNeighbors(json, "answers", answers);
            });
            return;
        }
        StringBuilder page = new StringBuilder();
        page.append(style().bold(shown(a) + " is to " + shown(b) + " as " + shown(c) + " is to …"))
                .append('\n');
        appendNeighbors(answers, page);
        streams().print(page);
    }
}
