package dev.heed.cli;

import dev.heed.cli.console.Makes;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code heed} itself: help and version. */
final class HeedCommand {
    private HeedCommand() {}

    static CommandSpec define() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(new HeedCommand(), Makes.INSTANCE)
                .name("heed");
        spec.usageMessage()
                .synopsisHeading("Usage: ")
                .customSynopsis("heed COMMAND [OPTIONS] [TEXT or FILE…]")
                .description("", "Self-attention for the JVM: words in, meaning in context out.")
                .commandListHeading("%nCommands:%n")
                .optionListHeading("%nOptions:%n")
                .footerHeading("%nStart here:%n")
                .footer(
                        "  heed attend \"bank grows money\"",
                        "  heed attend --simple \"bank grows money\"",
                        "  heed compare --word bank \"I went to the bank.\" \"We sat by the river bank.\"",
                        "",
                        "heed COMMAND --help shows a command's options and examples.");
        return withHelp(spec)
                .addOption(OptionSpec.builder("-V", "--version")
                        .type(boolean.class)
                        .versionHelp(true)
                        .description("Show the version.")
                        .build())
                .version("heed " + Version.NUMBER);
    }

    /** The help of commands whose names begin with the same word. */
    static CommandSpec group(String name) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(new HeedCommand(), Makes.INSTANCE)
                .name("heed " + name);
        spec.usageMessage()
                .synopsisHeading("Usage: ")
                .customSynopsis("heed " + name + " COMMAND [OPTIONS] [ARGUMENTS]")
                .commandListHeading("%nCommands:%n")
                .optionListHeading("%nOptions:%n")
                .footer("", "heed " + name + " COMMAND --help shows a command's options and examples.");
        return withHelp(spec);
    }

    private static CommandSpec withHelp(CommandSpec spec) {
        return spec.addOption(OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this help.")
                .build());
    }
}
