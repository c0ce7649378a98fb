using Proofs.Runs.Work;

namespace Proofs.Workers.Api;

/// <summary>Takes keys out of the environment that the operator gave.</summary>
internal static class ApiKeys
{
    /// <summary>Finds a target's key.</summary>
    /// <param name="target">Where it is to go.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="key">The key; null when none is sent.</param>
    /// <returns>Why it cannot be sent, with the variable's name and nothing of its value; or null.</returns>
    internal static WorkFailure? Find(ApiTarget target, IReadOnlyDictionary<string, string> environment, out string? key)
    {
        key = null;
        if (target.Variable is not { } variable)
        {
            return null;
        }

        string value = environment.GetValueOrDefault(variable)?.Trim() ?? string.Empty;
        if (value.Length == 0)
        {
            return Failures.Refused("missing_credentials", $"The environment variable {variable} is not set or empty; nothing was sent.", $"Set {variable} to a key of {target.Provider.Name}, then resume.");
        }

        // It stands in a header, where a line end would begin another.
        if (!value.All(c => c is > ' ' and <= '~'))
        {
            return Failures.Refused("missing_credentials", $"The environment variable {variable} holds something that is no key: a space, a line end or a letter outside ASCII; nothing was sent.", $"Set {variable} to the key alone, then resume.");
        }

        key = value;
        return null;
    }
}
