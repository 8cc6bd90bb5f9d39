package dev.heed.cli;

import dev.heed.cli.console.Streams;
import dev.heed.cli.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Starts {@code heed serve}, asks it what a first visit asks, and stops it: for {@link StartTraining}. */
final class ServeTraining {
    private static final String QUESTION = "{\"text\":\"bank grows money\",\"simple\":true}";

    private ServeTraining() {}

    static void run(PrintStream nowhere) {
        OutputStream out = new AddressTaker(Thread.currentThread());
        Main.run(
                new String[] {"serve", "--port", "0"},
                Streams.of(InputStream.nullInputStream(), out, nowhere, Terminal.NONE));
        Thread.interrupted(); // that is how it was stopped
    }

    /** Takes the line with the address, and visits it while the command waits. */
    private static final class AddressTaker extends OutputStream {
        private final StringBuilder line = new StringBuilder();
        private final Thread serving;

        AddressTaker(Thread serving) {
            this.serving = serving;
        }

        @Override
        public void write(int b) {
            line.append((char) b);
            if (b == '\n') {
                int port = URI.create(line.toString().strip()).getPort();
                Thread.ofPlatform().start(() -> visit(port));
            }
        }

        private void visit(int port) {
            String head = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
            try {
                ask(port, "GET /" + head + "\r\n");
                ask(port, "GET /main.js" + head + "\r\n");
                ask(
                        port,
                        "POST /api/attend" + head + "Content-Type: application/json\r\nContent-Length: "
                                + QUESTION.length() + "\r\n\r\n" + QUESTION);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                serving.interrupt();
            }
        }

        private static void ask(int port, String request) throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().read(); // the answer has begun
            }
        }
    }
}
