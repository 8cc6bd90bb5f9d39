package dev.heed.cli;

import dev.heed.cli.attend.AttendCommand;
import dev.heed.cli.compare.CompareCommand;
import dev.heed.cli.console.Streams;
import dev.heed.cli.embed.EmbedCommand;
import dev.heed.cli.serve.ServeCommand;
import dev.heed.cli.status.DoctorCommand;
import dev.heed.cli.status.ModelsCommand;
import java.util.List;

/** The commands by name. To add one: its name and its class here. */
final class Commands {
    /** In the order of the help. */
    static final List<String> NAMES = List.of("attend", "embed", "compare", "serve", "models", "doctor");

    private Commands() {}

    /** A fresh command; only what is called is loaded. */
    static Object create(String name, Streams streams) {
        return switch (name) {
            case "attend" -> new AttendCommand(streams);
            case "embed" -> new EmbedCommand(streams);
            case "compare" -> new CompareCommand(streams);
            case "serve" -> new ServeCommand(streams);
            case "models" -> new ModelsCommand(streams);
            case "doctor" -> new DoctorCommand(streams);
            default -> throw new IllegalArgumentException("command: expected one of " + NAMES + ", got " + name);
        };
    }
}
