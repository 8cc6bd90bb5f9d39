package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Streams;
import dev.heed.vectors.Neighbor;
import java.io.IOException;
import java.util.List;

/** {@code heed vectors analogy}. */
public final class AnalogyCommand extends VectorsCommand {
    /** How three cosines become one score. */
    enum Method {
        sum,
        product
    }

    private int count = 10;

    private Method method = Method.sum;

    /** @param streams of this run */
    public AnalogyCommand(Streams streams) {
        super(streams, 3, 3, "A B C");
    }

    @Override
    void defineOwn(CommandForm form) {
        form.header("A is to B as C is to …: the words nearest to B − A + C.")
                .synopsis("heed vectors analogy FILE A B C [OPTIONS]")
                .footer(
                        "  heed vectors analogy minilm man king woman",
                        "  heed vectors analogy vectors.bin Athens Greece Oslo --method product");
        form.option("-n", "--count", "N", Integer.class, given -> count = given, "How many words. Default: 10.");
        form.option(
                "--method",
                "METHOD",
                Method.class,
                given -> method = given,
                "sum: cosine with B − A + C (3CosAdd); product: cos(B)·cos(C)/cos(A) (3CosMul). Default: sum.");
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
        page.append(heading(shown(a) + " is to " + shown(b) + " as " + shown(c) + " is to …"))
                .append('\n');
        appendNeighbors(answers, page);
        streams().print(page);
    }
}
