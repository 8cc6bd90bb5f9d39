/** The command {@code heed}. */
module dev.heed.cli {
    requires dev.heed;
    requires dev.heed.words;
    requires dev.heed.index;
    requires dev.heed.meaning;
    requires dev.heed.server;
    requires dev.heed.view;
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires java.logging;
    requires java.net.http;
    requires jdk.unsupported;
    requires static me.tongfei.progressbar;

    provides java.lang.System.LoggerFinder with
            dev.heed.cli.console.NotesOfTheEngine;
}
