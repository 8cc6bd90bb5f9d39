package dev.heed.cli;

import dev.heed.cli.attend.AttendCommand;
import dev.heed.cli.compare.CompareCommand;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.Streams;
import dev.heed.cli.embed.EmbedCommand;
import dev.heed.cli.embed.RerankCommand;
import dev.heed.cli.fetch.ModelsGetCommand;
import dev.heed.cli.index.IndexCommand;
import dev.heed.cli.language.ChatCommand;
import dev.heed.cli.language.GenerateCommand;
import dev.heed.cli.language.NextCommand;
import dev.heed.cli.meaning.ConcordanceCommand;
import dev.heed.cli.meaning.SensesCommand;
import dev.heed.cli.meaning.SimilarityCommand;
import dev.heed.cli.serve.ServeCommand;
import dev.heed.cli.status.DoctorCommand;
import dev.heed.cli.status.ModelsCommand;
import dev.heed.cli.translate.TranslateCommand;
import dev.heed.cli.vectors.AnalogyCommand;
import dev.heed.cli.vectors.CentroidCommand;
import dev.heed.cli.vectors.ConvertCommand;
import dev.heed.cli.vectors.EvaluateCommand;
import dev.heed.cli.vectors.InfoCommand;
import dev.heed.cli.vectors.NeighborsCommand;
import dev.heed.cli.vectors.OddCommand;
import dev.heed.cli.vectors.TrainCommand;
import dev.heed.cli.vectors.WhyCommand;
import dev.heed.cli.vectors.WordSimilarityCommand;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands by name. To add one: its name and its class here. */
final class Commands {
    /** In the order of the help. */
    static final List<String> NAMES = List.of(
            "attend",
            "embed",
            "rerank",
            "next",
            "generate",
            "chat",
            "translate",
            "compare",
            "similarity",
            "senses",
            "index",
            "concordance",
            "vectors train",
            "vectors info",
            "vectors neighbors",
            "vectors analogy",
            "vectors similarity",
            "vectors odd",
            "vectors centroid",
            "vectors why",
            "vectors evaluate",
            "vectors convert",
            "serve",
            "models",
            "models get",
            "doctor");

    private Commands() {}

    /** How many of the arguments name a command: 1, 2 for one of a group, 0 if they name none. */
    static int words(String[] args) {
        if (args.length > 1 && NAMES.contains(args[0] + " " + args[1])) {
            return 2;
        }
        return args.length > 0 && NAMES.contains(args[0]) ? 1 : 0;
    }

    /** Names of the commands in a group, such as {@code vectors}; none if there is no such group. */
    static List<String> group(String name) {
        return NAMES.stream()
                .filter(full -> full.startsWith(name + " "))
                .map(full -> full.substring(name.length() + 1))
                .toList();
    }

    /** What may stand first on the command line: commands and groups. */
    static List<String> firstWords() {
        return NAMES.stream().map(name -> name.split(" ")[0]).distinct().toList();
    }

    /** The name that was meant, more likely than not; none if nothing is near. */
    static Optional<String> near(String typed, List<String> names) {
        String lower = typed.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> distance(lower, name) <= Math.max(1, Math.min(lower.length(), name.length()) / 3))
                .min(Comparator.comparingInt(name -> distance(lower, name)));
    }

    /** Letters to be added, left out, changed, or swapped with their neighbour (Damerau, 1964). */
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int changed = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(changed, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[a.length()][b.length()];
    }

    /** A fresh command; only what is called is loaded. */
    static CommandBase create(String name, Streams streams) {
        return switch (name) {
            case "attend" -> new AttendCommand(streams);
            case "embed" -> new EmbedCommand(streams);
            case "rerank" -> new RerankCommand(streams);
            case "next" -> new NextCommand(streams);
            case "generate" -> new GenerateCommand(streams);
            case "chat" -> new ChatCommand(streams);
            case "translate" -> new TranslateCommand(streams);
            case "compare" -> new CompareCommand(streams);
            case "vectors train" -> new TrainCommand(streams);
            case "vectors info" -> new InfoCommand(streams);
            case "vectors neighbors" -> new NeighborsCommand(streams);
            case "vectors analogy" -> new AnalogyCommand(streams);
            case "vectors similarity" -> new WordSimilarityCommand(streams);
            case "vectors odd" -> new OddCommand(streams);
            case "vectors centroid" -> new CentroidCommand(streams);
            case "vectors why" -> new WhyCommand(streams);
            case "vectors evaluate" -> new EvaluateCommand(streams);
            case "vectors convert" -> new ConvertCommand(streams);
            case "similarity" -> new SimilarityCommand(streams);
            case "senses" -> new SensesCommand(streams);
            case "index" -> new IndexCommand(streams);
            case "concordance" -> new ConcordanceCommand(streams);
            case "serve" -> new ServeCommand(streams);
            case "models" -> new ModelsCommand(streams);
            case "models get" -> new ModelsGetCommand(streams);
            case "doctor" -> new DoctorCommand(streams);
            default -> throw new IllegalArgumentException("command: expected one of " + NAMES + ", got " + name);
        };
    }
}
