package dev.heed.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heed} itself: help and version. */
@Command(
        name = "heed",
        synopsisHeading = "Usage: ",
        customSynopsis = "heed COMMAND [OPTIONS] [TEXT or FILE…]",
        description = {"", "Self-attention for the JVM: words in, meaning in context out."},
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nStart here:%n",
        footer = {
            "  heed attend \"bank grows money\"",
            "  heed attend --simple \"bank grows money\"",
            "  heed compare --word bank \"I went to the bank.\" \"We sat by the river bank.\"",
            "",
            "heed COMMAND --help shows a command's options and examples."
        })
final class HeedCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;
}
