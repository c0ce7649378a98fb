namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Reads a role, in both shapes.</summary>
internal static class RoleReader
{
    internal static RoleDraft Read(Section role)
    {
        Role read = new()
        {
            Title = role.RequiredText("title"),
            Mandate = role.RequiredText("mandate"),
            WriteAuthority = role.RequiredWord("write_authority", ConfigurationWords.WriteAuthorities) switch
            {
                "authoritative" => WriteAuthority.Authoritative,
                "proposed" => WriteAuthority.Proposed,
                _ => WriteAuthority.ReviewOnly,
            },
            DecisionAuthority = role.Integer("decision_authority"),
            DeclaredFileScope = role.Texts("declared_file_scope"),
        };
        string? raw = role.Text("runtime");
        string? normalised = role.Text("runtime_id");
        if (!role.Has("runtime") && !role.Has("runtime_id"))
        {
            role.Refuse("runtime", "is missing");
        }
        else if (raw is not null && normalised is not null && raw != normalised)
        {
            role.Refuse("runtime_id", $"must name the same runtime as runtime does, \"{KeyPath.Cut(raw)}\", not \"{KeyPath.Cut(normalised)}\"");
        }

        string? runtimeClass = role.Word("runtime_class", ConfigurationWords.RuntimeTypes);
        return new(read with { RuntimeId = raw ?? normalised ?? string.Empty }, raw is null && normalised is not null ? "runtime_id" : "runtime", runtimeClass);
    }
}
