/**
 * One file a family of models: a configuration's keys and a checkpoint's names, mapped to the values that a transformer is
 * made of.
 *
 * <p>To add one, write a {@link dev.heed.model.blueprint.Family} and its {@link dev.heed.model.blueprint.Blueprint}, name it in
 * {@link dev.heed.model.family.Families}, and add goldens. A family's norms, positions, attention and feed-forward networks
 * are values of {@code model}: {@code Norms.before / after / around}, {@code PositionTable}, {@code Rotary},
 * {@code ScoreBias}, {@code Attention.keyHeads / scale / mask}, {@code FeedForward.Gate}; a decoder is
 * {@code ModelConfig.decoder}, masks {@code Mask.causal()} or {@code Mask.window(n − 1, 0)}, a final norm and a head. What a
 * configuration says and is not understood is refused by name. Calls {@code model}, {@code model.weights}.
 */
package dev.heed.model.family;
