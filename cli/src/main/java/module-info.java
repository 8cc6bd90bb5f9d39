/** The command {@code heed}. */
module dev.heed.cli {
    requires dev.heed;
    requires dev.heed.server;
    requires dev.heed.view;
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires static me.tongfei.progressbar;

    opens dev.heed.cli to
            info.picocli;
    opens dev.heed.cli.attend to
            info.picocli;
    opens dev.heed.cli.compare to
            info.picocli;
    opens dev.heed.cli.console to
            info.picocli;
    opens dev.heed.cli.embed to
            info.picocli;
    opens dev.heed.cli.picture to
            info.picocli;
    opens dev.heed.cli.serve to
            info.picocli;
    opens dev.heed.cli.status to
            info.picocli;

    provides java.lang.System.LoggerFinder with
            dev.heed.cli.console.NotesOfTheEngine;
}
