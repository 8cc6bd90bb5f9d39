package dev.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.MultiVectorEncoder;
import dev.heed.Reranker;
import dev.heed.SharedThreads;
import dev.heed.SparseEncoder;
import dev.heed.StaticEncoder;
import dev.heed.TextEmbedder;
import dev.heed.Translator;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What hosts see of the library, by reflection: every public type has a text of its own, every null argument its name. */
class FaceTest {
    private static final Path TRANSLATION = Path.of("../engine/src/test/resources/dev/heed/translation/small-en-de");
    private static final Path HEADS = Path.of("../engine/src/test/resources/dev/heed/heads");

    /** One class of each package that hosts are told of; its package is looked through. */
    private static final List<Class<?>> PACKAGES = List.of(
            Encoder.class,
            dev.heed.attention.Attention.class,
            dev.heed.tokenizer.Tokenizer.class,
            dev.heed.template.ChatTemplate.class,
            dev.heed.vectors.WordVectors.class,
            dev.heed.training.VectorTrainer.class,
            dev.heed.index.OccurrenceIndex.class,
            dev.heed.translation.TextTranslator.class,
            dev.heed.server.HeedServer.class);

    /** Arguments that may be null, by method: what null means there is said in their Javadoc. */
    private static final Set<String> MAY_BE_NULL =
            Set.of("StaticEncoder.open.prompt", "SparseEncoder.open.prompt", "WordVectors.of.counts");

    @Test
    void every_public_type_says_what_it_is() throws Exception {
        List<String> silent = new ArrayList<>();
        for (Class<?> type : publicTypes()) {
            boolean hasState = Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(method -> !Modifier.isStatic(method.getModifiers())
                            && Modifier.isPublic(method.getModifiers())
                            && !method.isSynthetic());
            if (hasState && type.getMethod("toString").getDeclaringClass() == Object.class) {
                silent.add(type.getName());
            }
        }
        assertThat(silent).isEmpty();
    }

    private static List<Class<?>> publicTypes() throws Exception {
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> one : PACKAGES) {
            for (String name : classesBeside(one)) {
                Class<?> type = Class.forName(name, false, one.getClassLoader());
                if (isPublic(type)
                        && !type.isInterface()
                        && !Modifier.isAbstract(type.getModifiers())
                        && !Throwable.class.isAssignableFrom(type)) {
                    types.add(type);
                }
            }
        }
        assertThat(types).hasSizeGreaterThan(60);
        return types;
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
    }

    private static List<String> classesBeside(Class<?> one) throws Exception {
        URI place = one.getProtectionDomain().getCodeSource().getLocation().toURI();
        String folder = one.getPackageName().replace('.', '/');
        if (Files.isDirectory(Path.of(place))) {
            return classes(Path.of(place).resolve(folder), one.getPackageName());
        }
        try (var jar = FileSystems.newFileSystem(Path.of(place))) {
            return classes(jar.getPath(folder), one.getPackageName());
        }
    }

    private static List<String> classes(Path folder, String of) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .map(name -> of + "." + name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_null_argument_is_named() throws Exception {
        List<String> unnamed = new ArrayList<>();
        try (Encoder encoder = Encoder.builder(Models.minilm()).threads(1).open();
                StaticEncoder fixed = StaticEncoder.open(Models.folder(HEADS.resolve("static/model2vec")));
                SparseEncoder sparse = SparseEncoder.open(Models.folder(HEADS.resolve("sparse/splade")));
                MultiVectorEncoder multi = MultiVectorEncoder.open(Models.folder(HEADS.resolve("multi/saved")));
                Reranker reranker = Reranker.open(Models.folder(HEADS.resolve("pairs/bert")));
                LanguageModel language = LanguageModel.open(Models.stories());
                Translator translator = Translator.open(Models.folder(TRANSLATION));
                SharedThreads threads = SharedThreads.of(1)) {
            Map<Class<?>, Object> faces = new LinkedHashMap<>();
            faces.put(Models.class, null);
            faces.put(TextEmbedder.class, encoder);
            faces.put(Encoder.class, encoder);
            faces.put(StaticEncoder.class, fixed);
            faces.put(SparseEncoder.class, sparse);
            faces.put(MultiVectorEncoder.class, multi);
            faces.put(Reranker.class, reranker);
            faces.put(LanguageModel.class, language);
            faces.put(SharedThreads.class, threads);
            faces.put(Translator.class, translator);
            faces.put(Translator.Builder.class, Translator.builder(Models.folder(TRANSLATION)));
            faces.put(dev.heed.translation.TextTranslator.class, new dev.heed.translation.TextTranslator(translator));
            faces.put(Encoder.Builder.class, Encoder.builder(Models.minilm()));
            faces.put(Reranker.Builder.class, Reranker.builder(Models.minilm()));
            faces.put(LanguageModel.Builder.class, LanguageModel.builder(Models.stories()));
            faces.put(dev.heed.ChatMessage.class, null);
            int asked = 0;
            for (Map.Entry<Class<?>, Object> face : faces.entrySet()) {
                for (Method method : face.getKey().getDeclaredMethods()) {
                    asked += ask(method, face.getKey(), face.getValue(), unnamed);
                }
            }
            assertThat(asked).isGreaterThan(60);
        }
        assertThat(unnamed).isEmpty();
    }

    /** Each argument in turn is null, those behind it too: what comes first is named first. */
    private static int ask(Method method, Class<?> type, Object face, List<String> unnamed) throws Exception {
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        if (!Modifier.isPublic(method.getModifiers())
                || method.isSynthetic()
                || method.getName().equals("equals")
                || !isStatic && face == null) {
            return 0;
        }
        int asked = 0;
        for (int i = 0; i < method.getParameterCount(); i++) {
            Class<?> parameter = method.getParameterTypes()[i];
            String name = type.getSimpleName() + "." + method.getName() + "." + method.getParameters()[i].getName();
            if (parameter.isPrimitive() || MAY_BE_NULL.contains(name)) {
                continue;
            }
            asked++;
            String said = said(method, isStatic ? null : face, arguments(method, i));
            if (!said.equals(method.getParameters()[i].getName())) {
                unnamed.add(name + ": " + said);
            }
        }
        return asked;
    }

    private static Object[] arguments(Executable method, int without) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == without ? null : sample(method.getParameterTypes()[i]);
        }
        return arguments;
    }

    /** Something valid, of any kind that the face takes. */
    private static Object sample(Class<?> type) {
        return switch (type.getName()) {
            case "int" -> 1;
            case "double" -> 1.0;
            case "long" -> 1L;
            case "boolean" -> false;
            case "java.lang.String" -> "the bank";
            case "java.util.List" -> List.of();
            case "java.util.Map" -> Map.of();
            case "[I" -> new int[] {5};
            case "dev.heed.Model" -> Models.minilm();
            case "dev.heed.Overflow" -> dev.heed.Overflow.TRUNCATE;
            case "dev.heed.Precision" -> dev.heed.Precision.FP32;
            case "dev.heed.Cut" -> dev.heed.Cut.END;
            case "dev.heed.TranslateOptions" -> dev.heed.TranslateOptions.DEFAULT;
            case "dev.heed.translation.TextOptions" -> dev.heed.translation.TextOptions.DEFAULT;
            case "dev.heed.GenerateOptions" -> dev.heed.GenerateOptions.DEFAULT;
            case "dev.heed.text.Span" -> new dev.heed.text.Span(0, 1);
            case "dev.heed.TokenizedText" -> new dev.heed.TokenizedText("", List.of(), List.of(), 0);
            case "dev.heed.Prompt" -> new dev.heed.Prompt("", List.of(), List.of(), null);
            case "dev.heed.MultiVectorEncoder$TokenVectors" -> new MultiVectorEncoder.TokenVectors("", List.of(), 0, 0);
            default -> null;
        };
    }

    private static String said(Method method, Object face, Object[] arguments) throws Exception {
        try {
            method.invoke(face, arguments);
            return "nothing was thrown";
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof NullPointerException missing
                    ? String.valueOf(missing.getMessage())
                    : e.getCause().toString();
        }
    }
}
