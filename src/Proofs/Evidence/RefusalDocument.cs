using Proofs.Verdicts;

namespace Proofs.Evidence;

/// <summary>The JSON form of a refusal, <c>proofs.error/v1</c>. Schema: error.schema.json beside this file.</summary>
public static class RefusalDocument
{
    /// <summary>Writes one document, indented, ending with a line feed.</summary>
    /// <param name="refusal">Why nothing was judged.</param>
    /// <returns>UTF-8, see <see cref="JsonText"/>.</returns>
    public static ReadOnlyMemory<byte> Write(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return JsonText.Write(json =>
        {
            json.WriteString("schema", "proofs.error/v1");
            json.WriteStartObject("error");
            json.WriteString("code", refusal.Reason.Id);
            json.WriteString("message", refusal.Message);
            json.WriteString("details", refusal.Details);
            json.WriteString("next", refusal.Next);
            json.WriteEndObject();
        });
    }
}
