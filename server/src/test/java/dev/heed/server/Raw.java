package dev.heed.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Bytes to a server and what comes back until it ends the connection. */
record Raw(int port) {
    /**
     * What came back.
     *
     * @param text everything, byte for character
     * @param closedMillis from the last byte sent to the connection's end
     */
    record Said(String text, long closedMillis) {
        int status() {
            return text.isEmpty() ? 0 : Integer.parseInt(text.split(" ")[1]);
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }

    /** Sends and reads to the end; fails if it has not come after 8 s. */
    Said say(String request) throws IOException {
        return say(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    Said say(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(8_000);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            long sent = System.nanoTime();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(all);
            } catch (SocketException e) {
                // reset behind the answer: what was read counts
            }
            return new Said(all.toString(StandardCharsets.ISO_8859_1), (System.nanoTime() - sent) / 1_000_000);
        }
    }
}
