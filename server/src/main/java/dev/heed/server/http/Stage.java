package dev.heed.server.http;

/** What a server is doing with its life. */
public enum Stage {
    /** Models are being opened. */
    LOADING("loading"),
    /** Everything is answered. */
    READY("ready"),
    /** Everything is answered, but it will stop soon. */
    LEAVING("stopping"),
    /** What is under way is ended, nothing new is begun. */
    DRAINING("stopping");

    private final String word;

    Stage(String word) {
        this.word = word;
    }

    /** As said to callers. */
    public String word() {
        return word;
    }
}
