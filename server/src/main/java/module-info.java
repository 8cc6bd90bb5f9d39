/** The web page, its interface and that of programs. */
module dev.heed.server {
    requires transitive dev.heed;
    requires dev.heed.ground;
    requires dev.heed.meaning;
    requires dev.heed.view;
    requires com.fasterxml.jackson.core;
    requires io.prometheus.metrics.core;
    requires io.prometheus.writer.text;
    requires io.prometheus.metrics.model;
    requires io.opentelemetry.api;
    requires io.opentelemetry.context;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.transport;
    requires java.management;

    exports dev.heed.server;
    exports dev.heed.server.http;
    exports dev.heed.server.schedule;
}
