package dev.heed.cli.console;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Range;

/**
 * What a command takes, said in code: help shows the options in the order in which they are said. Picocli's annotations
 * say the same, but reading them costs a good part of a start.
 */
public final class CommandForm {
    private final CommandSpec spec;
    private int options;

    private CommandForm(CommandSpec spec) {
        this.spec = spec;
    }

    /** The definition of a command: what it says of itself, then the options that every command has. */
    public static CommandSpec of(CommandBase command) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command, Makes.INSTANCE);
        spec.usageMessage()
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .optionListHeading("%nOptions:%n")
                .footerHeading("%nExamples:%n");
        CommandForm form = new CommandForm(spec);
        command.define(form);
        command.defineLast(form);
        return spec;
    }

    /** One line on what the command does. */
    public CommandForm header(String line) {
        spec.usageMessage().header(line, "");
        return this;
    }

    /** How the command is called, where the arguments say it better than their list. */
    public CommandForm synopsis(String line) {
        spec.usageMessage().synopsisHeading("Usage: ").customSynopsis(line);
        return this;
    }

    /** Examples and what else stands below the options. */
    public CommandForm footer(String... lines) {
        spec.usageMessage().footer(lines);
        return this;
    }

    /**
     * An option with a value.
     *
     * @param label stands for the value in the help
     * @param set called only if the option is given
     */
    public <T> CommandForm option(String name, String label, Class<T> type, Consumer<T> set, String description) {
        return add(OptionSpec.builder(name).paramLabel(label).type(type), set, description);
    }

    /** As above, with a short name of one letter. */
    public <T> CommandForm option(
            String shortName, String name, String label, Class<T> type, Consumer<T> set, String description) {
        return add(OptionSpec.builder(shortName, name).paramLabel(label).type(type), set, description);
    }

    /** An option with a value that has to be given. */
    public CommandForm required(String name, String label, Consumer<String> set, String description) {
        return add(OptionSpec.builder(name).paramLabel(label).type(String.class).required(true), set, description);
    }

    /** An option that may be given several times. */
    public CommandForm repeatable(String name, String label, Consumer<List<String>> set, String description) {
        return add(
                OptionSpec.builder(name).paramLabel(label).type(List.class).auxiliaryTypes(String.class),
                set,
                description);
    }

    /** As above, for whole numbers. */
    public CommandForm repeatableNumber(String name, String label, Consumer<List<Integer>> set, String description) {
        return add(
                OptionSpec.builder(name).paramLabel(label).type(List.class).auxiliaryTypes(Integer.class),
                set,
                description);
    }

    /** An option that may be given several times, each a number, =, and a text. */
    public CommandForm numbered(String name, String label, Consumer<Map<Integer, String>> set, String description) {
        return add(
                OptionSpec.builder(name).paramLabel(label).type(Map.class).auxiliaryTypes(Integer.class, String.class),
                set,
                description);
    }

    /** An option that has to be given and may be given several times. */
    public CommandForm requiredRepeatable(String name, String label, Consumer<List<String>> set, String description) {
        return add(
                OptionSpec.builder(name)
                        .paramLabel(label)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .required(true),
                set,
                description);
    }

    /** An option that has to be given, with one value or several behind it. */
    public CommandForm requiredList(String name, String label, Consumer<List<String>> set, String description) {
        return add(
                OptionSpec.builder(name)
                        .paramLabel(label)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1..*")
                        .required(true),
                set,
                description);
    }

    /** An option without a value. */
    public CommandForm flag(String name, Consumer<Boolean> set, String description) {
        return add(OptionSpec.builder(name).type(boolean.class), set, description);
    }

    /** {@code -h} and {@code --help}. */
    CommandForm help() {
        return add(
                OptionSpec.builder("-h", "--help").type(boolean.class).usageHelp(true), asked -> {}, "Show this help.");
    }

    /** The arguments that are no options. */
    public CommandForm parameters(String arity, String label, Consumer<List<String>> set, String description) {
        return parameters("0..*", arity, label, false, set, description);
    }

    /** One argument that is no option and has to be given. */
    public CommandForm parameter(int index, String label, Consumer<String> set, String description) {
        Given given = new Given(set);
        spec.addPositional(PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .arity("1")
                .required(true)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .getter(given)
                .setter(given)
                .build());
        return this;
    }

    /** The arguments from {@code index} on, any number of them. */
    public CommandForm parametersFrom(int index, String label, Consumer<List<String>> set, String description) {
        return parameters(index + "..*", "0..*", label, false, set, description);
    }

    /** As above; the help shows the label alone, without brackets and dots for how many there may be. */
    public CommandForm parametersShownAs(String arity, String label, Consumer<List<String>> set, String description) {
        return parameters("0..*", arity, label, true, set, description);
    }

    private CommandForm parameters(
            String index,
            String arity,
            String label,
            boolean plainLabel,
            Consumer<List<String>> set,
            String description) {
        PositionalParamSpec.Builder parameters = PositionalParamSpec.builder()
                .index(index)
                .arity(arity)
                .required(Range.valueOf(arity).min() > 0)
                .paramLabel(label)
                .hideParamSyntax(plainLabel)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(description);
        Given given = new Given(set);
        spec.addPositional(parameters.getter(given).setter(given).build());
        return this;
    }

    private CommandForm add(OptionSpec.Builder option, Consumer<?> set, String description) {
        options++;
        Given given = new Given(set);
        spec.addOption(option.order(options)
                .description(description)
                .getter(given)
                .setter(given)
                .build());
        return this;
    }

    /** Keeps a value, to which picocli adds where it is a list, and hands it on. */
    private static final class Given implements IGetter, ISetter {
        private final Consumer<Object> set;
        private Object value;

        @SuppressWarnings("unchecked") // the option's type is the consumer's
        Given(Consumer<?> set) {
            this.set = (Consumer<Object>) set;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T get() {
            return (T) value;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T set(T next) {
            Object before = value;
            value = next;
            if (next != null) {
                set.accept(next);
            }
            return (T) before;
        }
    }
}
