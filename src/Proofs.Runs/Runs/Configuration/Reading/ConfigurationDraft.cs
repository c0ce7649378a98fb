namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>A configuration whose names nobody has followed yet.</summary>
/// <param name="Configuration">As far as it could be read.</param>
/// <param name="Roles">What the roles say of their runtimes, by id.</param>
/// <param name="HasGates">Whether the file has gates; without them, exit gates are open.</param>
internal sealed record ConfigurationDraft(RunConfiguration Configuration, IReadOnlyDictionary<string, RoleDraft> Roles, bool HasGates);

/// <summary>What a role says of its runtime.</summary>
/// <param name="Role">The role.</param>
/// <param name="RuntimeKey">The key that names the runtime: <c>runtime</c> in a raw file, <c>runtime_id</c> in a normalised one.</param>
/// <param name="RuntimeClass">The type that a normalised file says the runtime has, or null.</param>
internal sealed record RoleDraft(Role Role, string RuntimeKey, string? RuntimeClass);
