using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Journals;

namespace Proofs.Runs.Runs.Storage;

/// <summary>Reads what a run goes by from the project's files.</summary>
internal static class TermsReader
{
    /// <summary>Every word of a hook's command that may name a file of the project; whether it does, the disk tells.</summary>
    internal static IEnumerable<string> Candidates(RunConfiguration configuration) =>
        configuration.Hooks.Values.SelectMany(hooks => hooks).SelectMany(hook => hook.Command).Select(word => ProjectPath.TryNormalize(word, out string inside) ? inside : null).OfType<string>().Distinct(StringComparer.Ordinal);

    internal static RunTerms Read(ProjectFolder folder, RunConfiguration configuration)
    {
        Dictionary<string, string> hooks = new(StringComparer.Ordinal);
        foreach (string path in Candidates(configuration))
        {
            if (folder.TryRead(path) is { } content)
            {
                hooks.Add(path, RunTerms.Digest(content));
            }
        }

        return new() { Configuration = folder.TryRead(RunPaths.Configuration) is { } text ? RunTerms.Text(text) : null, Hooks = hooks };
    }
}
