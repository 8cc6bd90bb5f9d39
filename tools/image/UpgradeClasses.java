import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites a jar so that all of its classes have the class-file version of Java 25, with the stack maps that this needs.
 *
 * <p>Old versions (picocli is compiled for Java 5) are left out of the JVM's ahead-of-time cache and go through its old,
 * slow verifier: some 90 ms of every start. Run by ./build on the launcher's own copy of the jar; nothing published
 * contains the result.
 *
 * <p>Usage: java UpgradeClasses.java FILE.jar
 */
class UpgradeClasses {
    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        Path upgraded = Files.createTempFile(jar.toAbsolutePath().getParent(), "upgraded", ".jar");
        ClassFile classFile = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.DeadCodeOption.PATCH_DEAD_CODE,
                ClassFile.ClassHierarchyResolverOption.of(hierarchy(jar)));
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
                OutputStream file = Files.newOutputStream(upgraded);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] bytes = in.readAllBytes();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(upgradable(entry.getName(), bytes) ? upgrade(classFile, bytes) : bytes);
                out.closeEntry();
            }
        }
        Files.move(upgraded, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Below version 50 a class has no stack maps. */
    private static boolean upgradable(String name, byte[] bytes) {
        return name.endsWith(".class") && (bytes[6] << 8 | bytes[7] & 255) < ClassFile.JAVA_6_VERSION;
    }

    /** Every body is written anew, which makes its stack maps; the version is put last. */
    private static byte[] upgrade(ClassFile classFile, byte[] bytes) {
        ClassTransform others = (builder, element) -> {
            if (!(element instanceof ClassFileVersion)) {
                builder.with(element);
            }
        };
        ClassTransform version = ClassTransform.endHandler(
                builder -> builder.withVersion(ClassFile.latestMajorVersion(), ClassFile.latestMinorVersion()));
        ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeBuilder::with);
        return classFile.transformClass(classFile.parse(bytes), bodies.andThen(others).andThen(version));
    }

    /** Superclasses of the jar's own classes and of the JDK's: stack maps join types by them. */
    private static ClassHierarchyResolver hierarchy(Path jar) throws IOException {
        Map<String, byte[]> own = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                own.put(entry.getName(), in.readAllBytes());
            }
        }
        return ClassHierarchyResolver.ofResourceParsing(type -> {
                    String name = type.descriptorString();
                    byte[] bytes = own.get(name.substring(1, name.length() - 1) + ".class");
                    return bytes == null ? null : new ByteArrayInputStream(bytes);
                })
                .orElse(ClassHierarchyResolver.defaultResolver());
    }
}
