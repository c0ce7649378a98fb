using System.Collections.Concurrent;
using System.Text;
using Proofs.Processes;
using Proofs.Texts;

namespace Proofs.Workers.LocalCli;

/// <summary>Asks known programs for their version, each once; they get no keys for that.</summary>
internal sealed class ProgramVersions(TimeProvider time)
{
    private const int Longest = 80;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>What a program says its version is, or null.</summary>
    internal async Task<string?> AskAsync(LocalProgram program, CancellationToken cancellation)
    {
        if (program is not { Profile: { } profile, File: { } file })
        {
            return null;
        }

        if (_known.TryGetValue(file, out string? known))
        {
            return known;
        }

        ProcessCommand ask = new([file, .. profile.VersionArguments], "/")
        {
            Environment = program.Environment.Variables.Where(each => each.Key is "PATH" or "HOME" or "LANG" or "TERM" or "TMPDIR").ToDictionary(StringComparer.Ordinal),
            Limit = Limit,
            Grace = TimeSpan.Zero,
            OutputLimit = 1 << 10,
        };
        ProcessOutcome outcome = await ProcessRunner.RunAsync(ask, time, cancellation).ConfigureAwait(false);
        string line = Encoding.UTF8.GetString(outcome.Output.Bytes.Span).Split('\n').Select(each => each.Trim()).FirstOrDefault(each => each.Any(char.IsAsciiDigit)) ?? string.Empty;
        string version = SafeText.Neutralise(line[..Math.Min(line.Length, Longest)]);
        return outcome.Succeeded && version.Length > 0 ? _known.GetOrAdd(file, version) : null;
    }
}
