package dev.heed.cli;

import dev.heed.server.HeedServer;

/** The version of this build. */
final class Version {
    static final String NUMBER = HeedServer.VERSION;

    private Version() {}
}
