/** The web page and the HTTP interface. */
module dev.heed.server {
    requires transitive dev.heed;
    requires dev.heed.meaning;
    requires dev.heed.view;
    requires com.fasterxml.jackson.core;
    requires io.helidon.webserver;
    requires io.helidon.http;
    requires io.helidon.common.socket;

    exports dev.heed.server;
    exports dev.heed.server.http;
}
