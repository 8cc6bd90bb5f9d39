package dev.heed.cli;

import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.Makes;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.Terminal;
import dev.heed.cli.console.WrongUsage;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Starts {@code heed}. */
public final class Main {
    private static final int BUFFER = 1 << 16;

    private Main() {}

    /** The program. With the system property {@code heed.training} it runs every command once instead, for the build. */
    public static void main(String[] args) {
        if (System.getProperty("heed.training") != null) {
            StartTraining.run();
            return;
        }
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        Streams streams = Streams.of(System.in, new BufferedOutputStream(out, BUFFER), err, Terminal.ofProcess());
        Arguments.damaged(args.length)
                .forEach(number -> streams.note(
                        "argument " + number + " holds bytes that are no UTF-8; they are not what was typed"));
        int code = run(Arguments.asTyped(args), streams);
        if (code != Failures.OK) {
            System.exit(code);
        }
    }

    /**
     * Runs one command line.
     *
     * @param in standard input
     * @param out takes the result
     * @param err takes notes and errors
     * @return the exit code
     */
    public static int run(String[] args, InputStream in, OutputStream out, PrintStream err) {
        return run(args, Streams.of(in, out, err, Terminal.NONE));
    }

    /** As above, on streams whose terminal is known. */
    static int run(String[] typed, Streams streams) {
        String[] args = withHelpAsOption(typed);
        if (args.length > 0 && !known(args) && !Commands.group(args[0]).isEmpty() && !asksForHelp(args)) {
            List<String> group = Commands.group(args[0]);
            return Failures.usage(
                    "heed",
                    args[0] + ": expected one of " + String.join(", ", group) + ", got "
                            + (args.length == 1 ? "nothing" : args[1] + didYouMean(args[1], group)),
                    streams.err());
        }
        CommandLine line = commandLine(args, streams);
        int read = asksForHelp(args) ? 1 : Commands.words(args);
        int code = line.execute(Arrays.copyOfRange(args, read, args.length));
        try {
            streams.out().flush();
            return code;
        } catch (IOException e) {
            // a command that failed has said why: once is enough
            return code == Failures.OK
                    ? Failures.report(e, line.getCommandSpec().qualifiedName(), false, streams.err())
                    : code;
        }
    }

    /** The one command that is called, or {@code heed} with all of them where none is. */
    private static CommandLine commandLine(String[] args, Streams streams) {
        boolean known = known(args);
        String name = String.join(" ", Arrays.copyOf(args, Commands.words(args)));
        boolean group = !known && asksForHelp(args);
        CommandLine line = new CommandLine(
                known
                        ? CommandForm.of(Commands.create(name, streams))
                        : group ? HeedCommand.group(args[0]) : HeedCommand.define(),
                Makes.INSTANCE);
        if (known) {
            line.getCommandSpec().name("heed " + name);
        } else if (group) {
            for (String each : Commands.group(args[0])) {
                line.addSubcommand(each, CommandForm.of(Commands.create(args[0] + " " + each, streams)));
            }
        } else {
            for (String each : Commands.NAMES) {
                line.addSubcommand(each, CommandForm.of(Commands.create(each, streams)));
            }
        }
        Ansi ansi = streams.terminal().colour() ? Ansi.ON : Ansi.OFF;
        return line.setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpWidth(Math.clamp(streams.terminal().width(), 55, 100))
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(streams.out(), false, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(streams.err(), true))
                .setExecutionStrategy(Main::execute)
                .setParameterExceptionHandler((e, rest) -> wrongUsage(e, streams))
                .setExecutionExceptionHandler((e, called, result) -> failed(e, called, streams));
    }

    /** {@code heed help embed} is {@code heed embed --help}. */
    private static String[] withHelpAsOption(String[] args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        String[] asked = Arrays.copyOfRange(args, 1, args.length);
        if (asked.length == 0) {
            return new String[] {"--help"};
        }
        boolean group = asked.length == 1 && !Commands.group(asked[0]).isEmpty();
        int words = group ? 1 : Commands.words(asked);
        if (words == 0) {
            return asked;
        }
        String[] help = Arrays.copyOf(asked, words + 1);
        help[words] = "--help";
        return help;
    }

    /** Whether what stands behind a group's name is the wish for help. */
    private static boolean asksForHelp(String[] args) {
        return args.length == 2
                && !Commands.group(args[0]).isEmpty()
                && (args[1].equals("--help") || args[1].equals("-h"));
    }

    private static boolean known(String[] args) {
        return Commands.words(args) > 0;
    }

    private static int execute(CommandLine.ParseResult parsed) {
        boolean nothingCalled = parsed.commandSpec().userObject() instanceof HeedCommand && !parsed.hasSubcommand();
        if (nothingCalled && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
            CommandLine heed = parsed.commandSpec().commandLine();
            heed.usage(heed.getErr());
            return Failures.USAGE;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int failed(Exception failure, CommandLine line, Streams streams) {
        CommandSpec command = line.getCommandSpec();
        if (failure instanceof WrongUsage) {
            return usageLine(command, failure.getMessage(), streams);
        }
        boolean verbose = command.userObject() instanceof CommandBase base && base.verbose();
        return Failures.report(failure, command.qualifiedName(), verbose, streams.err());
    }

    private static int wrongUsage(ParameterException failure, Streams streams) {
        String message = failure.getMessage();
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        if (failure instanceof CommandLine.UnmatchedArgumentException unmatched
                && command.userObject() instanceof HeedCommand) {
            String typed = unmatched.getUnmatched().getFirst();
            message = "unknown command " + typed + didYouMean(typed, Commands.firstWords()) + "; expected one of "
                    + String.join(", ", Commands.firstWords());
        }
        return usageLine(command, message, streams);
    }

    private static String didYouMean(String typed, List<String> names) {
        return Commands.near(typed, names)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    private static int usageLine(CommandSpec command, String message, Streams streams) {
        return Failures.usage(command.qualifiedName(), message, streams.err());
    }
}
